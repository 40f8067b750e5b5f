import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const queue = kind({
  type: "aws:sqs/queue:Queue",
  becomes: "`CreateQueue`",
  inputs: {
    name: z.string(),
    delaySeconds: z.number().optional(),
    maxMessageSize: z.number().optional(),
    messageRetentionSeconds: z.number().optional(),
    receiveWaitTimeSeconds: z.number().optional(),
    visibilityTimeoutSeconds: z.number().optional(),
    redrivePolicy: z.string().optional(),
    kmsMasterKeyId: leftOut("messages are kept in memory"),
    fifoQueue: z.literal(false).optional(),
  },
  translate({ name, ...given }, { name: id, region }) {
    const Attributes = Object.fromEntries(
      Object.entries({
        DelaySeconds: given.delaySeconds,
        MaximumMessageSize: given.maxMessageSize,
        MessageRetentionPeriod: given.messageRetentionSeconds,
        ReceiveMessageWaitTimeSeconds: given.receiveWaitTimeSeconds,
        VisibilityTimeout: given.visibilityTimeoutSeconds,
        RedrivePolicy: given.redrivePolicy,
      }).flatMap(([key, value]) => (value === undefined ? [] : [[key, `${value}`]])),
    );
    return [call(id, region, "sqs", "CreateQueue", { QueueName: name, Attributes })];
  },
});
