import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const logGroup = kind({
  type: "aws:cloudwatch/logGroup:LogGroup",
  becomes: "`CreateLogGroup`, `PutRetentionPolicy`",
  inputs: {
    name: z.string(),
    retentionInDays: z.number().optional(),
    kmsKeyId: leftOut("lines are kept in memory"),
    logGroupClass: z.literal("STANDARD").optional(),
  },
  translate: ({ name, retentionInDays }, { name: id, region }) => [
    call(id, region, "logs", "CreateLogGroup", { logGroupName: name }),
    ...(retentionInDays
      ? [
          call(`${id}Retention`, region, "logs", "PutRetentionPolicy", {
            logGroupName: name,
            retentionInDays,
          }),
        ]
      : []),
  ],
});
