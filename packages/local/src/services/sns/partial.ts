import type { Partials } from "../partial.ts";

export const partial: Partials<"sns"> = {
  CreateTopic: "standard topics; of the attributes DisplayName only",
  GetTopicAttributes: "those that a topic without policies has",
  Publish: "topics only; no SMS, no MessageStructure, no FIFO",
  PublishBatch: "no MessageStructure, no FIFO",
  SetSubscriptionAttributes: "RawMessageDelivery only",
  Subscribe:
    "functions and queues; protocols that must be confirmed stay pending; of the attributes RawMessageDelivery only, no filter policies",
};
