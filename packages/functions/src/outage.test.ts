import { IdempotencyPersistenceLayerError } from "@aws-lambda-powertools/idempotency";
import { InternalServiceFault } from "@aws-sdk/client-cloudwatch";
import { InternalServerError, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { AccessDeniedException, ServerException } from "@aws-sdk/client-ecs";
import { NamedError } from "@signalbox/core/error";
import { expect, test } from "vitest";
import { namingOutages } from "./outage.ts";

const nameOf = (error: Error): Promise<string> =>
  namingOutages(Promise.reject(error)).then(
    () => "none",
    ({ name, message }: Error) => `${name}: ${message}`,
  );
const answered = (httpStatusCode: number) => ({ message: "why", $metadata: { httpStatusCode } });
const named = (name: string) => Object.assign(new Error("why"), { name });

test.each([
  ["a failure of DynamoDB", new InternalServerError(answered(500))],
  ["one of ECS", new ServerException(answered(500))],
  ["one of CloudWatch", new InternalServiceFault(answered(500))],
  ["a gateway's", Object.assign(named("UnknownError"), answered(503))],
  ["throttling by DynamoDB", named("ProvisionedThroughputExceededException")],
  ["throttling by the query protocol", named("Throttling")],
  ["a connection that is refused", Object.assign(named("Error"), { code: "ECONNREFUSED" })],
  ["a time-out of the SDK", named("TimeoutError")],
])("%s is an outage, and its own name stands in the message", async (_, error) => {
  expect(await nameOf(error)).toBe(`Aws.Unavailable: ${error.name}: why`);
});

test("what keeps a visit from being recorded is one, too, and what denies it is not", async () => {
  const wrapped = (error: Error) => new IdempotencyPersistenceLayerError("not saved", { cause: error });
  expect(await nameOf(wrapped(named("ThrottlingException")))).toMatch(
    /^Aws.Unavailable: ThrottlingException/,
  );
  const denied = new AccessDeniedException(answered(400));
  expect(await nameOf(wrapped(denied))).toMatch(/^IdempotencyPersistenceLayerError/);
});

test.each([
  ["a refusal", new AccessDeniedException(answered(400))],
  ["what is not there", new ResourceNotFoundException(answered(400))],
  [
    "what a step says, whatever made it say so",
    new NamedError("Release.X", "why", {}, { cause: named("Throttling") }),
  ],
  ["a mistake of ours", new TypeError("why")],
])("%s keeps its name", async (_, error) => {
  expect(await nameOf(error)).toBe(`${error.name}: why`);
});
