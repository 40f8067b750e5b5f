import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const service = kind({
  type: "aws:ecs/service:Service",
  becomes: "`CreateService` on Fargate, rolling or blue-green",
  inputs: {
    name: z.string(),
    cluster: z.string(),
    taskDefinition: z.string(),
    desiredCount: z.number().optional(),
    healthCheckGracePeriodSeconds: z.number().optional(),
    loadBalancers: z
      .array(
        z.strictObject({
          targetGroupArn: z.string(),
          containerName: z.string(),
          containerPort: z.number(),
          advancedConfiguration: z
            .strictObject({
              alternateTargetGroupArn: z.string(),
              productionListenerRule: z.string(),
              testListenerRule: z.string().optional(),
              roleArn: z.string(),
            })
            .optional(),
        }),
      )
      .optional(),
    networkConfiguration: z.strictObject({
      subnets: z.array(z.string()),
      securityGroups: z.array(z.string()),
      assignPublicIp: z.literal(false).optional(),
    }),
    deploymentMinimumHealthyPercent: z.number().optional(),
    deploymentMaximumPercent: z.number().optional(),
    deploymentCircuitBreaker: z.strictObject({ enable: z.boolean(), rollback: z.boolean() }).optional(),
    alarms: z
      .strictObject({ alarmNames: z.array(z.string()), enable: z.boolean(), rollback: z.boolean() })
      .optional(),
    platformVersion: z.string().optional(),
    launchType: z.literal("FARGATE").optional(),
    capacityProviderStrategies: leftOut("tasks are Fargate's own; there is no Spot"),
    schedulingStrategy: z.literal("REPLICA").optional(),
    deploymentController: z.strictObject({ type: z.literal("ECS") }).optional(),
    deploymentConfiguration: z
      .strictObject({
        strategy: z.enum(["ROLLING", "BLUE_GREEN"]).optional(),
        bakeTimeInMinutes: z.string().optional(),
      })
      .optional(),
    serviceConnectConfiguration: leftOut("there is no Service Connect: nothing calls the doubles behind it"),
    enableEcsManagedTags: leftOut("tags: nobody asks for them"),
    propagateTags: leftOut("tags: nobody asks for them"),
    enableExecuteCommand: leftOut("there is no ECS Exec"),
    waitForSteadyState: leftOut("Pulumi's own"),
  },
  translate(given, { name: id, region }) {
    const { enable, rollback } = given.deploymentCircuitBreaker ?? { enable: false, rollback: false };
    const { strategy, bakeTimeInMinutes } = given.deploymentConfiguration ?? {};
    return [
      call(id, region, "ecs", "CreateService", {
        cluster: given.cluster.split("/").at(-1),
        serviceName: given.name,
        taskDefinition: given.taskDefinition,
        desiredCount: given.desiredCount ?? 0,
        launchType: "FARGATE",
        healthCheckGracePeriodSeconds: given.healthCheckGracePeriodSeconds,
        loadBalancers: given.loadBalancers,
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: given.networkConfiguration.subnets,
            securityGroups: given.networkConfiguration.securityGroups,
          },
        },
        deploymentConfiguration: {
          ...(strategy === "BLUE_GREEN" && { strategy, bakeTimeInMinutes: Number(bakeTimeInMinutes) }),
          minimumHealthyPercent: given.deploymentMinimumHealthyPercent,
          maximumPercent: given.deploymentMaximumPercent,
          ...(enable && { deploymentCircuitBreaker: { enable, rollback } }),
          alarms: given.alarms,
        },
      }),
    ];
  },
});
