import { z } from "zod";
import type { Data } from "../../../engine/data.ts";
import { dataFromText, dataOf } from "../../../engine/data.ts";
import { jsonSchema } from "../../../engine/definition/fields.ts";
import { StatesError } from "../../../engine/error.ts";
import type { TaskRequest } from "../../../engine/integration.ts";
import { isObject } from "../../../engine/json.ts";
import type { World } from "../../../world/world.ts";
import { AwsError } from "../../error.ts";
import type { Input } from "../../service.ts";
import { principalOf } from "./caller.ts";
import { sdkMetadata } from "./metadata.ts";

const argumentsSchema = z.strictObject({
  FunctionName: z.string(),
  Payload: jsonSchema.optional(),
  InvocationType: z.enum(["RequestResponse", "Event", "DryRun"]).optional(),
  Qualifier: z.string().optional(),
  LogType: z.enum(["None", "Tail"]).optional(),
});

/** `lambda:invoke`: the answer's payload is parsed, and stands among what the SDK says of the call. */
export async function invoke(
  world: World,
  region: string,
  request: TaskRequest,
  requestId: string,
): Promise<Data> {
  const { FunctionName, Payload, InvocationType, Qualifier, LogType } = parseArguments(request);
  const answer = await send(world, region, request, {
    FunctionName,
    ...(Payload !== undefined && { Payload: Buffer.from(JSON.stringify(Payload)) }),
    ...(InvocationType && { InvocationType }),
    ...(Qualifier && { Qualifier }),
    ...(LogType && { LogType }),
  }).catch((error: unknown) => {
    throw Qualifier === undefined ? unqualified(error) : error;
  });
  const { ExecutedVersion, StatusCode = 200, LogResult, text } = answer;
  const metadata = sdkMetadata(world.clock, requestId, {
    "Content-Type": "application/json",
    "Content-Length": `${Buffer.byteLength(text)}`,
    "x-amzn-Remapped-Content-Length": "0",
    "X-Amz-Executed-Version": ExecutedVersion ?? "$LATEST",
    "X-Amzn-Trace-Id": `root=1-${requestId.slice(0, 8)}-${requestId.replaceAll("-", "").slice(8)};sampled=0`,
  });
  return dataOf({
    ...(ExecutedVersion && { ExecutedVersion }),
    ...(LogResult && { LogResult }),
    ...(text !== "" && { Payload: JSON.parse(text) }),
    ...metadata,
    StatusCode,
  });
}

/** The integration asks for $LATEST where no version is named, and the refusal says so (recorded: test_no_such_function_catch). */
function unqualified(error: unknown): unknown {
  const isMissing = error instanceof AwsError && error.message.startsWith("Function not found: ");
  return isMissing
    ? new AwsError(error.name, `${error.message}:$LATEST`, { statusCode: error.statusCode })
    : error;
}

/** A function's own ARN as Resource: the answer is the payload itself. */
export async function invokeFunction(
  world: World,
  region: string,
  arn: string,
  request: TaskRequest,
): Promise<Data> {
  const { text } = await send(world, region, request, {
    FunctionName: arn,
    Payload: Buffer.from(request.arguments.text),
  });
  return dataFromText(text);
}

function parseArguments({ arguments: args }: TaskRequest): z.output<typeof argumentsSchema> {
  const parsed = argumentsSchema.safeParse(args.value);
  if (parsed.success) return parsed.data;
  throw new StatesError(
    "States.Runtime",
    `The Arguments of lambda:invoke are not valid: ${z.prettifyError(parsed.error)}`,
  );
}

async function send(world: World, region: string, request: TaskRequest, input: Input<"lambda", "Invoke">) {
  const principal = principalOf(request.role, request.execution);
  const answer = await world.call("lambda", "Invoke", input, { region, principal });
  const text = answer.Payload ? Buffer.from(answer.Payload).toString("utf8") : "";
  if (answer.FunctionError !== undefined) throw functionError(text);
  return { ...answer, text };
}

/** The function's error: its type names it, its whole payload is the cause. */
function functionError(payload: string): StatesError {
  const error: unknown = JSON.parse(payload);
  const type = isObject(error) && typeof error.errorType === "string" ? error.errorType : "Lambda.Unknown";
  return new StatesError(type, payload);
}
