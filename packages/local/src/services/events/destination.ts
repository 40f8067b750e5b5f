import type { Target } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../error.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";

/** Where a target's ARN leads; a role where AWS sends as a role of the rule's owner. */
export type Destination =
  | {
      readonly kind: "state-machine";
      readonly arn: string;
      readonly region: string;
      readonly roleArn: string;
    }
  | { readonly kind: "function"; readonly arn: string; readonly region: string }
  | { readonly kind: "topic"; readonly arn: string; readonly region: string }
  | { readonly kind: "queue"; readonly arn: string; readonly region: string }
  | {
      readonly kind: "log-group";
      readonly arn: string;
      readonly region: string;
      readonly logGroupName: string;
    }
  | { readonly kind: "bus"; readonly arn: string; readonly region: string };

/** Checks a target as PutTargets does. */
export function destinationOf(target: Target): Destination {
  refuseUnsupported("events:PutTargets", target, [
    "Id",
    "Arn",
    "RoleArn",
    "Input",
    "InputPath",
    "InputTransformer",
    "RetryPolicy",
    "DeadLetterConfig",
  ]);
  const deadLetters = target.DeadLetterConfig?.Arn;
  if (deadLetters !== undefined && !deadLetters.startsWith("arn:aws:sqs:"))
    throw new AwsError(
      "ValidationException",
      "Parameter(s) DeadLetterConfig.Arn must be the ARN of an Amazon SQS queue.",
    );
  const { MaximumRetryAttempts: retries = 0, MaximumEventAgeInSeconds: age = 60 } = target.RetryPolicy ?? {};
  if (retries < 0 || retries > 185 || age < 60 || age > 86_400)
    throw new AwsError(
      "ValidationException",
      "RetryPolicy allows MaximumRetryAttempts of 0 to 185 and MaximumEventAgeInSeconds of 60 to 86400.",
    );
  const { Arn: arn = "", RoleArn: roleArn } = target;
  const [prefix, , service, region = "", , kind = "", name = ""] = arn.split(":");
  if (prefix !== "arn" || service === undefined)
    throw new AwsError(
      "ValidationException",
      `Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  if (service === "states" && kind === "stateMachine") {
    if (roleArn === undefined)
      throw new AwsError("ValidationException", `RoleArn is required for target ${arn}.`);
    return { kind: "state-machine", arn, region, roleArn };
  }
  if (service === "lambda" && kind === "function") return { kind: "function", arn, region };
  if (service === "sns") return { kind: "topic", arn, region };
  if (service === "sqs") return { kind: "queue", arn, region };
  if (service === "logs" && kind === "log-group")
    return { kind: "log-group", arn, region, logGroupName: name };
  if (service === "events" && kind.startsWith("event-bus/")) return { kind: "bus", arn, region };
  throw unsupported("events:PutTargets", `the target ${arn}`);
}
