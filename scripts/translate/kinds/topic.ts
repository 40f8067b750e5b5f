import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const topic = kind({
  type: "aws:sns/topic:Topic",
  becomes: "`CreateTopic`",
  inputs: {
    name: z.string(),
    displayName: z.string().optional(),
    kmsMasterKeyId: leftOut("messages are kept in memory"),
  },
  translate: ({ name, displayName }, { name: id, region }) => [
    call(id, region, "sns", "CreateTopic", {
      Name: name,
      Attributes: displayName === undefined ? undefined : { DisplayName: displayName },
    }),
  ],
});

export const subscription = kind({
  type: "aws:sns/topicSubscription:TopicSubscription",
  becomes: "`Subscribe`; one of e-mail or HTTPS stays unconfirmed",
  inputs: {
    topic: z.string(),
    protocol: z.enum(["email", "email-json", "http", "https", "lambda", "sqs"]),
    endpoint: z.string(),
    rawMessageDelivery: z.boolean().optional(),
    redrivePolicy: leftOut("a local delivery is not lost"),
  },
  translate: ({ topic: TopicArn, protocol, endpoint, rawMessageDelivery }, { name: id, region }) => [
    call(id, region, "sns", "Subscribe", {
      TopicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      Attributes: rawMessageDelivery ? { RawMessageDelivery: "true" } : undefined,
    }),
  ],
});
