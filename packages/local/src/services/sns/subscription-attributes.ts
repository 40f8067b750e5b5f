import type { Input, Output } from "../service.ts";
import { unsupported } from "../supported.ts";
import { invalid, type Subscription, type Topic } from "./topics.ts";

/** The one attribute that can be set here; AWS's others (filter policies, redrive) are refused by name. */
export function rawOf(
  operation: string,
  attributes: Readonly<Record<string, string>> | undefined,
): boolean | undefined {
  let raw: boolean | undefined;
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name !== "RawMessageDelivery") throw unsupported(operation, `the attribute ${name}`);
    if (!/^(true|false)$/i.test(value))
      throw invalid("Attributes Reason: RawMessageDelivery: Invalid value. Must be true or false.");
    raw = value.toLowerCase() === "true";
  }
  return raw;
}

export function setAttribute(
  { topic, subscription }: { topic: Topic; subscription: Subscription },
  { AttributeName = "", AttributeValue = "" }: Input<"sns", "SetSubscriptionAttributes">,
): object {
  const raw = rawOf("sns:SetSubscriptionAttributes", { [AttributeName]: AttributeValue }) ?? false;
  topic.subscriptions.set(subscription.arn, { ...subscription, raw });
  return {};
}

export function attributes(
  { topic, subscription }: { topic: Topic; subscription: Subscription },
  account: string,
): Output<"sns", "GetSubscriptionAttributes"> {
  const { arn, protocol, endpoint, pending, raw } = subscription;
  return {
    Attributes: {
      SubscriptionArn: arn,
      TopicArn: topic.arn,
      Owner: account,
      Protocol: protocol,
      Endpoint: endpoint,
      PendingConfirmation: `${pending}`,
      ConfirmationWasAuthenticated: `${!pending}`,
      RawMessageDelivery: `${raw}`,
    },
  };
}
