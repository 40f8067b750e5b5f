import { AwsError } from "../error.ts";

export function notFound(what = "the specified secret"): AwsError {
  return new AwsError("ResourceNotFoundException", `Secrets Manager can't find ${what}.`);
}

export function invalidRequest(message: string): AwsError {
  return new AwsError("InvalidRequestException", message);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
