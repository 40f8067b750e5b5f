import type { ContainerDefinition } from "@aws-sdk/client-ecs";
import { keeperName } from "@signalbox/core/failover/keeper-variables";
import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

const outside = "it shapes a process from outside, which a double is not";

const Container = z.strictObject({
  name: z.string(),
  image: z.string(),
  essential: z.boolean().optional(),
  portMappings: z
    .array(
      z.strictObject({
        containerPort: z.number(),
        protocol: z.literal("tcp").optional(),
        name: leftOut("there is no Service Connect"),
        appProtocol: leftOut("there is no Service Connect"),
      }),
    )
    .optional(),
  environment: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  stopTimeout: z.number().optional(),
  healthCheck: z
    .strictObject({
      command: z.array(z.string()),
      interval: z.number().optional(),
      timeout: z.number().optional(),
      retries: z.number().optional(),
      startPeriod: z.number().optional(),
    })
    .optional(),
  secrets: z.array(z.strictObject({ name: z.string(), valueFrom: z.string() })).optional(),
  logConfiguration: z
    .strictObject({ logDriver: z.literal("awslogs"), options: z.record(z.string(), z.string()) })
    .optional(),
  mountPoints: leftOut("a double has no files"),
  resourceRequirements: leftOut("a double needs no GPU"),
  dependsOn: z.array(z.strictObject({ containerName: z.string(), condition: z.string() })).optional(),
  command: leftOut(outside),
  memory: leftOut(outside),
  memoryReservation: leftOut(outside),
  linuxParameters: leftOut(outside),
  readonlyRootFilesystem: leftOut(outside),
  user: leftOut(outside),
});

export const taskDefinition = kind({
  type: "aws:ecs/taskDefinition:TaskDefinition",
  becomes:
    "`RegisterTaskDefinition` with the container that has a port and the keeper of its lease; others beside it (collectors) are left out, and secrets, of which a double needs none",
  inputs: {
    family: z.string(),
    cpu: z.string(),
    memory: z.string(),
    networkMode: z.literal("awsvpc"),
    requiresCompatibilities: z.array(z.enum(["FARGATE", "EC2"])).min(1),
    executionRoleArn: z.string(),
    taskRoleArn: z.string().optional(),
    containerDefinitions: z.string(),
    runtimePlatform: z
      .strictObject({ cpuArchitecture: z.string().optional(), operatingSystemFamily: z.string().optional() })
      .optional(),
    volumes: leftOut("a double has no files"),
    pidMode: leftOut("a task has one container"),
    skipDestroy: leftOut("Pulumi's own"),
    enableFaultInjection: leftOut("there is no FIS"),
  },
  inside: { containerDefinitions: Container },
  translate({ containerDefinitions, ...given }, { name: id, region }) {
    const containers = z.array(Container.loose()).parse(JSON.parse(containerDefinitions));
    const serving = containers.find(({ portMappings = [] }) => portMappings.length > 0) ?? containers[0];
    if (!serving) throw new Error(`task definition ${id} has no container`);
    const keepers = containers.filter(({ name }) => name === keeperName);
    return [
      call(
        id,
        region,
        "ecs",
        "RegisterTaskDefinition",
        {
          family: given.family,
          networkMode: "awsvpc",
          requiresCompatibilities: ["FARGATE"],
          // A task with a GPU has sizes of its instance, which Fargate's need not know.
          ...(given.requiresCompatibilities.includes("FARGATE")
            ? { cpu: given.cpu, memory: given.memory }
            : { cpu: "4096", memory: "16384" }),
          taskRoleArn: given.taskRoleArn,
          executionRoleArn: given.executionRoleArn,
          containerDefinitions: [serving, ...keepers].map((each) => container(Container.parse(each))),
        },
        { arn: "taskDefinition.taskDefinitionArn" },
      ),
    ];
  },
});

/** Parameters say what a double connects to; credentials it needs none. */
const container = ({ secrets = [], ...given }: z.output<typeof Container>): ContainerDefinition => ({
  name: given.name,
  image: given.image,
  essential: true,
  portMappings: given.portMappings?.map(({ containerPort }) => ({ containerPort, protocol: "tcp" })),
  environment: given.environment,
  ...(secrets.some(isParameter) && { secrets: secrets.filter(isParameter) }),
  stopTimeout: given.stopTimeout,
  logConfiguration: given.logConfiguration,
  healthCheck: given.healthCheck,
  ...waitsFor(given),
});

/** Of what it depends on, the laptop starts the keeper of its lease alone. */
const waitsFor = ({ dependsOn = [] }: z.output<typeof Container>): Pick<ContainerDefinition, "dependsOn"> => {
  const kept = dependsOn.filter(({ containerName }) => containerName === keeperName);
  return kept.length > 0 ? { dependsOn: kept.map((one) => ({ ...one, condition: "HEALTHY" })) } : {};
};

const isParameter = ({ valueFrom }: { readonly valueFrom: string }): boolean =>
  valueFrom.startsWith("arn:aws:ssm:");
