import type { Target } from "@aws-sdk/client-scheduler";
import { AwsError } from "../error.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";

const kinds = {
  lambda: "function",
  states: "state-machine",
  sqs: "queue",
  sns: "topic",
  events: "bus",
} as const;

/** Where a target's ARN leads. */
export interface Destination {
  readonly kind: (typeof kinds)[keyof typeof kinds];
  readonly arn: string;
  readonly region: string;
  readonly roleArn: string;
}

/** Checks a target as CreateSchedule does. Universal targets (aws-sdk:service:action) are refused by name. */
export function destinationOf(operation: string, target: Target | undefined): Destination {
  if (!target) throw invalid("Target must not be null");
  refuseUnsupported(operation, target, [
    "Arn",
    "RoleArn",
    "Input",
    "RetryPolicy",
    "DeadLetterConfig",
    "EventBridgeParameters",
  ]);
  const { Arn: arn = "", RoleArn: roleArn = "", Input, RetryPolicy = {}, EventBridgeParameters } = target;
  if (!/^arn:aws:iam::\d{12}:role\/.+$/.test(roleArn))
    throw invalid(`Value '${roleArn}' at 'target.roleArn' failed to satisfy constraint`);
  const [prefix, , service = "", region = ""] = arn.split(":");
  if (prefix !== "arn") throw invalid(`Provided Arn is not in correct format: ${arn}`);
  if (!isKnown(service)) throw unsupported(operation, `the target ${arn}`);
  const { MaximumRetryAttempts: attempts = 0, MaximumEventAgeInSeconds: age = 60 } = RetryPolicy;
  if (attempts < 0 || attempts > 185 || age < 60 || age > 86_400)
    throw invalid("RetryPolicy allows 0 to 185 attempts and an age of 60 to 86400 seconds.");
  const kind = kinds[service];
  if ((kind === "bus") !== (EventBridgeParameters !== undefined))
    throw invalid("EventBridgeParameters belong to an event bus as target, which needs them.");
  if (
    (kind === "state-machine" || kind === "bus" || kind === "function") &&
    Input !== undefined &&
    !isJson(Input)
  )
    throw invalid(`Input must be valid JSON: ${Input}`);
  return { kind, arn, region, roleArn };
}

const isKnown = (service: string): service is keyof typeof kinds => Object.hasOwn(kinds, service);

function isJson(text: string): boolean {
  try {
    JSON.parse(text.replaceAll(/<aws\.scheduler\.[a-z-]+>/g, "0"));
    return true;
  } catch {
    return false;
  }
}

export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
