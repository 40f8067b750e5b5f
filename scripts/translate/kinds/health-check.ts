import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

/** Route 53 has one control plane, https://docs.aws.amazon.com/general/latest/gr/r53.html. */
export const home = "us-east-1";

export const healthCheck = kind({
  type: "aws:route53/healthCheck:HealthCheck",
  becomes:
    "`CreateHealthCheck`, looked at every 30 s; a platform of one region has none here, since all its names lead to one place",
  inputs: {
    type: z.enum(["HTTPS", "CLOUDWATCH_METRIC", "CALCULATED", "RECOVERY_CONTROL"]),
    fqdn: z.string().optional(),
    port: z.literal(443).optional(),
    enableSni: z.boolean().optional(),
    resourcePath: z.string().optional(),
    requestInterval: z.literal(30).optional(),
    failureThreshold: z.number().optional(),
    cloudwatchAlarmName: z.string().optional(),
    cloudwatchAlarmRegion: z.string().optional(),
    insufficientDataHealthStatus: z.literal("LastKnownStatus").optional(),
    childHealthchecks: z.array(z.string()).optional(),
    childHealthThreshold: z.number().optional(),
    routingControlArn: z.string().optional(),
    regions: leftOut("one checker stands for all of Route 53's"),
  },
  translate: (given, { name: id }, { config }) => {
    if (config.regions.length < 2) return [];
    const HealthCheckConfig = {
      Type: given.type,
      FullyQualifiedDomainName: given.fqdn,
      Port: given.port,
      EnableSNI: given.enableSni,
      ResourcePath: given.resourcePath,
      RequestInterval: given.requestInterval,
      FailureThreshold: given.failureThreshold,
      InsufficientDataHealthStatus: given.insufficientDataHealthStatus,
      ChildHealthChecks: given.childHealthchecks,
      HealthThreshold: given.childHealthThreshold,
      RoutingControlArn: given.routingControlArn,
      ...(given.cloudwatchAlarmName !== undefined && {
        AlarmIdentifier: {
          Name: given.cloudwatchAlarmName,
          // The provider takes any string; the name of a region is one.
          Region: z.custom<"us-east-1">().parse(given.cloudwatchAlarmRegion),
        },
      }),
    };
    const input = { CallerReference: id, HealthCheckConfig };
    return [call(id, home, "route53", "CreateHealthCheck", input, { id: "HealthCheck.Id" })];
  },
});
