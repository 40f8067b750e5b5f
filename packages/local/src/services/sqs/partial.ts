import type { Partials } from "../partial.ts";

export const partial: Partials<"sqs"> = {
  CreateQueue: "standard queues: no FIFO; no customer keys, no RedriveAllowPolicy",
  ReceiveMessage: "no ReceiveRequestAttemptId (FIFO)",
  SendMessage: "no MessageSystemAttributes, no FIFO",
  SendMessageBatch: "no MessageSystemAttributes, no FIFO",
  SetQueueAttributes: "as CreateQueue",
};
