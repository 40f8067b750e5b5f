import type { World } from "../../world/world.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { rawOf } from "./subscription-attributes.ts";
import { invalid, pageSize, type Topic } from "./topics.ts";

/** A person or a server must confirm these; here nobody can, so they stay pending as on AWS before the click. */
const confirmed = ["email", "email-json", "http", "https"];

export function subscribe(
  world: World,
  topic: Topic,
  input: Input<"sns", "Subscribe">,
): Output<"sns", "Subscribe"> {
  const operation = "sns:Subscribe";
  refuseUnsupported(operation, input, [
    "TopicArn",
    "Protocol",
    "Endpoint",
    "ReturnSubscriptionArn",
    "Attributes",
  ]);
  const { Protocol: protocol = "", Endpoint: endpoint = "" } = input;
  const pending = confirmed.includes(protocol);
  if (protocol !== "lambda" && protocol !== "sqs" && !pending)
    throw unsupported(operation, `the protocol ${protocol}`);
  if (!fits(protocol, endpoint)) throw invalid(`Endpoint Reason: ${endpoint} is no ${protocol} endpoint`);
  const there = [...topic.subscriptions.values()].find(
    (other) => other.protocol === protocol && other.endpoint === endpoint,
  );
  const arn = there?.arn ?? `${topic.arn}:${world.random.uuid()}`;
  const raw = rawOf(operation, input.Attributes) ?? there?.raw ?? false;
  topic.subscriptions.set(arn, { arn, protocol, endpoint, pending, raw });
  return {
    SubscriptionArn: pending && !input.ReturnSubscriptionArn ? "pending confirmation" : arn,
  };
}

export function listSubscriptions(
  topic: Topic,
  account: string,
  { NextToken }: Input<"sns", "ListSubscriptionsByTopic">,
): Output<"sns", "ListSubscriptionsByTopic"> {
  const { items, nextToken } = page([...topic.subscriptions.values()], NextToken, pageSize);
  return {
    Subscriptions: items.map(({ arn, protocol, endpoint, pending }) => ({
      SubscriptionArn: pending ? "PendingConfirmation" : arn,
      Owner: account,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: topic.arn,
    })),
    ...(nextToken && { NextToken: nextToken }),
  };
}

function fits(protocol: string, endpoint: string): boolean {
  switch (protocol) {
    case "lambda":
    case "sqs":
      return endpoint.startsWith(`arn:aws:${protocol}:`);
    case "http":
    case "https":
      return endpoint.startsWith(`${protocol}://`);
    default:
      return endpoint.includes("@");
  }
}
