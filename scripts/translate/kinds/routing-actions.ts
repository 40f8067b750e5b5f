import type { Action } from "@aws-sdk/client-elastic-load-balancing-v2";
import { z } from "zod";

/** An action of a listener or a rule, as Pulumi writes it. */
export const RoutingAction = z.strictObject({
  type: z.enum(["forward", "fixed-response", "redirect"]),
  order: z.number().optional(),
  targetGroupArn: z.string().optional(),
  forward: z
    .strictObject({
      targetGroups: z.array(z.strictObject({ arn: z.string(), weight: z.number().optional() })),
      stickiness: z.strictObject({ enabled: z.boolean().optional(), duration: z.number() }).optional(),
    })
    .optional(),
  fixedResponse: z
    .strictObject({
      contentType: z.string(),
      messageBody: z.string().optional(),
      statusCode: z.string().optional(),
    })
    .optional(),
  redirect: z
    .strictObject({
      host: z.string().optional(),
      path: z.string().optional(),
      port: z.string().optional(),
      protocol: z.string().optional(),
      query: z.string().optional(),
      statusCode: z.string(),
    })
    .optional(),
});

export const awsAction = ({
  type,
  targetGroupArn,
  forward,
  fixedResponse,
  redirect,
}: z.output<typeof RoutingAction>): Action => ({
  Type: type,
  ...(targetGroupArn !== undefined && { TargetGroupArn: targetGroupArn }),
  ...(forward && {
    ForwardConfig: {
      TargetGroups: forward.targetGroups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
      ...(forward.stickiness && {
        TargetGroupStickinessConfig: {
          Enabled: forward.stickiness.enabled ?? false,
          DurationSeconds: forward.stickiness.duration,
        },
      }),
    },
  }),
  ...(fixedResponse && {
    FixedResponseConfig: {
      ContentType: fixedResponse.contentType,
      MessageBody: fixedResponse.messageBody,
      StatusCode: fixedResponse.statusCode,
    },
  }),
  ...(redirect && {
    RedirectConfig: {
      Host: redirect.host,
      Path: redirect.path,
      Port: redirect.port,
      Protocol: redirect.protocol === "HTTP" || redirect.protocol === "HTTPS" ? redirect.protocol : undefined,
      Query: redirect.query,
      StatusCode: redirect.statusCode === "HTTP_301" ? "HTTP_301" : "HTTP_302",
    },
  }),
});
