import { z } from "zod";
import { call, kind } from "../kind.ts";

export const eventTarget = kind({
  type: "aws:cloudwatch/eventTarget:EventTarget",
  becomes: "`PutTargets`",
  inputs: {
    rule: z.string(),
    arn: z.string(),
    eventBusName: z.string().optional(),
    targetId: z.string().optional(),
    roleArn: z.string().optional(),
    input: z.string().optional(),
    inputPath: z.string().optional(),
    inputTransformer: z
      .strictObject({ inputPaths: z.record(z.string(), z.string()).optional(), inputTemplate: z.string() })
      .optional(),
    deadLetterConfig: z.strictObject({ arn: z.string() }).optional(),
    retryPolicy: z
      .strictObject({
        maximumRetryAttempts: z.number().optional(),
        maximumEventAgeInSeconds: z.number().optional(),
      })
      .optional(),
  },
  translate: (given, { name: id, region }) => [
    call(id, region, "events", "PutTargets", {
      Rule: given.rule,
      EventBusName: given.eventBusName,
      Targets: [
        {
          Id: given.targetId ?? id.slice(0, 64),
          Arn: given.arn,
          RoleArn: given.roleArn,
          Input: given.input,
          InputPath: given.inputPath,
          InputTransformer: given.inputTransformer && {
            InputPathsMap: given.inputTransformer.inputPaths,
            InputTemplate: given.inputTransformer.inputTemplate,
          },
          DeadLetterConfig: given.deadLetterConfig && { Arn: given.deadLetterConfig.arn },
          RetryPolicy: given.retryPolicy && {
            MaximumRetryAttempts: given.retryPolicy.maximumRetryAttempts,
            MaximumEventAgeInSeconds: given.retryPolicy.maximumEventAgeInSeconds,
          },
        },
      ],
    }),
  ],
});
