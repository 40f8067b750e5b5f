import { AwsError } from "../error.ts";

/** DynamoDB's answer to a request that breaks a rule. */
export function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** The same, in the words it uses for values of attributes. */
export function invalidValue(message: string): AwsError {
  return invalid(`One or more parameter values were invalid: ${message}`);
}
