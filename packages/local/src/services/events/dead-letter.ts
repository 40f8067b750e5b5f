import type { MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Principal } from "../service.ts";
import { queueUrlOf } from "../sqs/queue-url.ts";
import { throttling, type Undelivered } from "./retry.ts";

/** Sends what was not delivered to a dead-letter queue, with what befell it as the message's attributes. */
export async function sendToDeadLetters(
  world: World,
  queueArn: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
  principal: Principal,
): Promise<void> {
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]): [string, MessageAttributeValue] => [
      name,
      { DataType: "String", StringValue: value },
    ]),
  );
  const input = { QueueUrl: queueUrlOf(queueArn), MessageBody: body, MessageAttributes };
  await world.call("sqs", "SendMessage", input, { region: queueArn.split(":")[3] ?? "", principal });
}

/** The attributes of a rule's dead letter: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
export function deadLetterAttributes(
  ruleArn: string,
  targetArn: string,
  { cause, retries, exhausted }: Undelivered,
): Record<string, string> {
  return {
    RULE_ARN: ruleArn,
    TARGET_ARN: targetArn,
    ERROR_CODE: codeOf(cause),
    ERROR_MESSAGE: messageOf(cause),
    RETRY_ATTEMPTS: `${retries}`,
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
  };
}

/** SQS takes no empty value. */
export function messageOf(cause: unknown): string {
  return (cause instanceof Error && cause.message) || "no message";
}

/** EventBridge's own word for why a target did not take an event. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof AwsError)) return "UNKNOWN";
  if (/AccessDenied|AuthorizationError|NotAuthorized/.test(cause.name)) return "NO_PERMISSIONS";
  if (/NotFound|DoesNotExist/.test(cause.name)) return "NO_RESOURCE";
  if (throttling.test(cause.name)) return "THROTTLING";
  return cause.statusCode >= 500 ? "INTERNAL_ERROR" : "ERROR_FROM_TARGET";
}
