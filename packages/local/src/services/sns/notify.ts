import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import type { World } from "../../world/world.ts";
import { queueMessage, written } from "./queue-message.ts";
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
    world.background(`topic ${topic.name} to ${subscription.endpoint}`, async () => {
      try {
        await deliver(world, topic, subscription, region, notification);
        count("NumberOfNotificationsDelivered");
      } catch (error) {
        count("NumberOfNotificationsFailed");
        throw error;
      }
    });
  }
}

async function deliver(
  world: World,
  topic: Topic,
  subscription: Subscription,
  region: string,
  notification: Notification,
): Promise<void> {
  const caller = { region, principal: { kind: "service", name: "sns.amazonaws.com" } } as const;
  if (subscription.protocol === "sqs") {
    const message = queueMessage(topic, subscription, notification, new Date(world.clock.now()));
    const itsRegion = subscription.endpoint.split(":")[3] ?? region;
    await world.call("sqs", "SendMessage", message, { ...caller, region: itsRegion });
    return;
  }
  const event = JSON.stringify(eventOf(world, topic, subscription, notification));
  const Payload = new TextEncoder().encode(event);
  const input = { FunctionName: subscription.endpoint, InvocationType: "Event", Payload } as const;
  await world.call("lambda", "Invoke", input, caller);
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
            Object.entries(MessageAttributes).map(([name, value]) => [name, written(value)]),
          ),
        },
      },
    ],
  };
}
