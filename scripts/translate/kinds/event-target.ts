import { z } from "zod";
import { delivery, deliveryInputs } from "../delivery.ts";
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
    ...deliveryInputs,
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
          ...delivery(given),
        },
      ],
    }),
  ],
});
