import { z } from "zod";
import type { Data } from "../../../engine/data.ts";
import { dataOf } from "../../../engine/data.ts";
import { jsonSchema } from "../../../engine/definition/fields.ts";
import { StatesError } from "../../../engine/error.ts";
import type { TaskRequest } from "../../../engine/integration.ts";
import type { Json } from "../../../engine/json.ts";
import { isObject } from "../../../engine/json.ts";
import type { World } from "../../../world/world.ts";
import { AwsError } from "../../error.ts";
import type { Output, Principal } from "../../service.ts";
import { principalOf } from "./caller.ts";
import { sdkMetadata } from "./metadata.ts";

const argumentsSchema = z.strictObject({
  StateMachineArn: z.string(),
  Input: jsonSchema.optional(),
  Name: z.string().optional(),
});

/** `states:startExecution`: an Input that is a string is taken as JSON text, any other is made to it. */
export async function startExecution(
  world: World,
  region: string,
  request: TaskRequest,
  requestId: string,
): Promise<Data> {
  const parsed = argumentsSchema.safeParse(request.arguments.value);
  if (!parsed.success)
    throw new StatesError(
      "States.Runtime",
      `The Arguments of states:startExecution are not valid: ${z.prettifyError(parsed.error)}`,
    );
  const { StateMachineArn, Input, Name } = parsed.data;
  const input = typeof Input === "string" ? Input : JSON.stringify(Input);
  const { executionArn = "", startDate } = await world.call(
    "states",
    "StartExecution",
    { stateMachineArn: StateMachineArn, ...(Name && { name: Name }), ...(Input !== undefined && { input }) },
    { region, principal: principalOf(request.role, request.execution) },
  );
  const answer = { ExecutionArn: executionArn, StartDate: startDate?.getTime() ?? null };
  const length = `${JSON.stringify({ executionArn, startDate: answer.StartDate }).length}`;
  const metadata = sdkMetadata(world.clock, requestId, {
    "Content-Length": length,
    "Content-Type": "application/x-amz-json-1.0",
  });
  return dataOf({ ExecutionArn: answer.ExecutionArn, ...metadata, StartDate: answer.StartDate });
}

/** Waits for a child's end (polling costs nothing here but time, as on AWS), and stops it when nobody waits any more. */
export async function childResult(
  world: World,
  region: string,
  request: TaskRequest,
  submitted: Data,
  ended: (arn: string) => Promise<unknown>,
): Promise<Data> {
  const arn = isObject(submitted.value) ? String(submitted.value.ExecutionArn) : "";
  const caller = { region, principal: principalOf(request.role, request.execution) };
  const abandon = (): void =>
    world.background(`stop ${arn}`, async () => {
      await world.call("states", "StopExecution", { executionArn: arn }, caller);
    });
  request.signal.addEventListener("abort", abandon, { once: true });
  await ended(arn);
  request.signal.removeEventListener("abort", abandon);
  const child = await describe(world, arn, caller);
  if (child.status !== "SUCCEEDED")
    throw new StatesError("States.TaskFailed", JSON.stringify(pascal(child, false)));
  const parse = request.resource.kind === "service" && request.resource.pattern === "sync:2";
  return dataOf(pascal(child, parse));
}

/** Between two looks at a job; AWS says only that it polls. */
const pollMs = 5_000;

/** A look that does not get through is looked again: only what the service refuses is the task's failure. */
async function describe(
  world: World,
  executionArn: string,
  caller: { readonly region: string; readonly principal: Principal },
): Promise<Output<"states", "DescribeExecution">> {
  for (;;)
    try {
      return await world.call("states", "DescribeExecution", { executionArn }, caller);
    } catch (error) {
      const refused =
        error instanceof AwsError && error.statusCode < 500 && error.name !== "ThrottlingException";
      if (refused) throw error;
      await world.clock.sleep(pollMs);
    }
}

/** DescribeExecution's answer as tasks show it: members in PascalCase and alphabetical, dates in milliseconds. */
function pascal(child: Output<"states", "DescribeExecution">, parse: boolean): Json {
  const text = (value: string | undefined): Json | undefined =>
    value !== undefined && parse ? JSON.parse(value) : value;
  const members: Record<string, Json | undefined> = {
    Cause: child.cause,
    Error: child.error,
    ExecutionArn: child.executionArn,
    Input: text(child.input),
    InputDetails: child.inputDetails && { Included: true },
    Name: child.name,
    Output: text(child.output),
    OutputDetails: child.outputDetails && { Included: true },
    RedriveCount: child.redriveCount,
    RedriveStatus: child.redriveStatus,
    RedriveStatusReason: child.redriveStatusReason,
    StartDate: child.startDate?.getTime(),
    StateMachineArn: child.stateMachineArn,
    Status: child.status,
    StopDate: child.stopDate?.getTime(),
  };
  const known: Record<string, Json> = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) known[name] = value;
  return known;
}
