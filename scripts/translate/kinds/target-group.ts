import { z } from "zod";
import { call, kind } from "../kind.ts";

export const targetGroup = kind({
  type: "aws:lb/targetGroup:TargetGroup",
  becomes: "`CreateTargetGroup`, `ModifyTargetGroupAttributes`",
  inputs: {
    name: z.string(),
    port: z.number(),
    protocol: z.literal("HTTP"),
    protocolVersion: z.literal("HTTP1").optional(),
    targetType: z.literal("ip"),
    vpcId: z.string(),
    deregistrationDelay: z.number().optional(),
    loadBalancingAlgorithmType: z.string().optional(),
    slowStart: z.literal(0).optional(),
    stickiness: z
      .strictObject({
        type: z.literal("lb_cookie"),
        enabled: z.boolean(),
        cookieDuration: z.number().optional(),
      })
      .optional(),
    healthCheck: z
      .strictObject({
        enabled: z.boolean().optional(),
        path: z.string(),
        port: z.string().optional(),
        protocol: z.string().optional(),
        interval: z.number().optional(),
        timeout: z.number().optional(),
        healthyThreshold: z.number().optional(),
        unhealthyThreshold: z.number().optional(),
        matcher: z.string().optional(),
      })
      .optional(),
    ipAddressType: z.literal("ipv4").optional(),
  },
  translate({ name, port, vpcId, healthCheck: check, ...rest }, { name: id, region }) {
    const Matcher = check?.matcher === undefined ? undefined : { HttpCode: check.matcher };
    const attributes = Object.entries({
      "deregistration_delay.timeout_seconds": rest.deregistrationDelay,
      "load_balancing.algorithm.type": rest.loadBalancingAlgorithmType,
      "stickiness.enabled": rest.stickiness?.enabled,
      "stickiness.lb_cookie.duration_seconds": rest.stickiness?.cookieDuration,
    }).flatMap(([Key, value]) => (value === undefined ? [] : [{ Key, Value: `${value}` }]));
    const TargetGroupArn = `\${${id}.arn}`;
    return [
      call(
        id,
        region,
        "elasticloadbalancing",
        "CreateTargetGroup",
        {
          Name: name,
          Protocol: "HTTP",
          Port: port,
          VpcId: vpcId,
          TargetType: "ip",
          HealthCheckPath: check?.path,
          HealthCheckPort: check?.port,
          HealthCheckIntervalSeconds: check?.interval,
          HealthCheckTimeoutSeconds: check?.timeout,
          HealthyThresholdCount: check?.healthyThreshold,
          UnhealthyThresholdCount: check?.unhealthyThreshold,
          Matcher,
        },
        { arn: "TargetGroups.0.TargetGroupArn" },
      ),
      ...(attributes.length === 0
        ? []
        : [
            call(`${id}Attributes`, region, "elasticloadbalancing", "ModifyTargetGroupAttributes", {
              TargetGroupArn,
              Attributes: attributes,
            }),
          ]),
    ];
  },
});
