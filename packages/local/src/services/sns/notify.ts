import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { World } from "../../world/world.ts";
import type { Subscription, Topic } from "./topics.ts";

export interface Notification {
  readonly id: string;
  readonly Message: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttributeValue>> | undefined;
}

/** Sends a message to every confirmed subscription, each in the background. */
export function notify(world: World, topic: Topic, region: string, notification: Notification): void {
  const count = (metric: string): void =>
    world.metrics.publish({
      region,
      namespace: "AWS/SNS",
      metric,
      dimensions: { TopicName: topic.name },
      value: 1,
      unit: "Count",
    });
  count("NumberOfMessagesPublished");
  for (const subscription of topic.subscriptions.values()) {
    if (subscription.pending) continue;
    const payload = JSON.stringify(eventOf(world, topic, subscription, notification));
    world.background(`topic ${topic.name} to ${subscription.endpoint}`, async () => {
      try {
        await world.call(
          "lambda",
          "Invoke",
          {
            FunctionName: subscription.endpoint,
            InvocationType: "Event",
            Payload: new TextEncoder().encode(payload),
          },
          { region, principal: { kind: "service", name: "sns.amazonaws.com" } },
        );
        count("NumberOfNotificationsDelivered");
      } catch (error) {
        count("NumberOfNotificationsFailed");
        throw error;
      }
    });
  }
}

/** What Lambda is given. There is no signature here that a function could check; AWS's samples say EXAMPLE too. */
function eventOf(
  world: World,
  topic: Topic,
  { arn }: Subscription,
  { id, Message, Subject, MessageAttributes = {} }: Notification,
): object {
  return {
    Records: [
      {
        EventSource: "aws:sns",
        EventVersion: "1.0",
        EventSubscriptionArn: arn,
        Sns: {
          Type: "Notification",
          MessageId: id,
          TopicArn: topic.arn,
          Subject: Subject ?? null,
          Message,
          Timestamp: new Date(world.clock.now()).toISOString(),
          SignatureVersion: "1",
          Signature: "EXAMPLE",
          SigningCertUrl: "EXAMPLE",
          UnsubscribeUrl: "EXAMPLE",
          MessageAttributes: Object.fromEntries(
            Object.entries(MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
              name,
              {
                Type: DataType,
                Value: StringValue ?? Buffer.from(BinaryValue ?? []).toString("base64"),
              },
            ]),
          ),
        },
      },
    ],
  };
}
