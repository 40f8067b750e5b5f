import { AwsError } from "../error.ts";

export function noQueue(): AwsError {
  return new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
}

export function invalidValue(value: unknown, parameter: string, reason: string): AwsError {
  return new AwsError(
    "InvalidParameterValueException",
    `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`,
  );
}

export function missing(parameter: string): AwsError {
  return new AwsError(
    "MissingRequiredParameterException",
    `The request must contain the parameter ${parameter}.`,
  );
}
