import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { Json, JsonObject } from "@signalbox/local/engine/json";
import { isObject } from "@signalbox/local/engine/json";
import { authorise } from "@signalbox/local/gate/authorise";
import { gate, type Handle } from "@signalbox/local/gate/gate";
import { createRoles } from "@signalbox/local/gate/roles";
import { lambda } from "@signalbox/local/services/lambda/service";
import { states } from "@signalbox/local/services/states/service";
import { virtualClock } from "@signalbox/local/world/clock";
import { createWorld } from "@signalbox/local/world/create";
import type { Plane } from "@signalbox/local/world/plane/plane";
import { random } from "@signalbox/local/world/random";
import { flatten } from "./step-functions-match.ts";

/** A recorded script of calls; test/fixtures/conformance/sfn-NOTICE.md says where it comes from and how it is written. */
export interface Script {
  readonly id: string;
  readonly steps: readonly Step[];
}

interface Step {
  readonly service: string;
  readonly op: string;
  readonly args: JsonObject;
  readonly definitionIsJsonText?: boolean;
  readonly expect?: readonly { readonly value: Json }[];
}

/** What a step's call answered beside what AWS did. */
export interface Answer {
  readonly op: string;
  readonly actual: Json;
  readonly expected: readonly Json[];
}

const account = "111111111111";
const region = "us-east-1";
const role = `arn:aws:iam::${account}:role/machine`;
const logGroup = `arn:aws:logs:${region}:${account}:log-group:log_group_name:*`;
/** World milliseconds after which an execution that has not ended never will. */
const patience = 3_600_000;

const nothing = (): never => {
  throw new Error("Step Functions starts nothing on the data plane");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};

/** Plays a script in virtual time, in a cloud of its own. */
export async function playScript({ steps }: Script): Promise<Answer[]> {
  const { clock, call } = cloud();
  const results: Json[] = [];
  const answers: Answer[] = [];
  for (const step of steps) {
    const expected = (step.expect ?? []).map(({ value }) => unmasked(value, results));
    // The client of the recorder refused the request itself; AWS never saw it.
    if (expected.some(isClients)) {
      results.push(null);
      continue;
    }
    const actual = await clock.run(answerOf(call, step, results));
    results.push(actual);
    if (step.op === "start_execution") await clock.run(untilEnded(clock, call, actual));
    answers.push({ op: step.op, actual, expected });
  }
  return answers;
}

function isClients(expected: Json): boolean {
  const text = isObject(expected) && isObject(expected.error) ? expected.error.message : expected;
  return typeof text === "string" && text.startsWith("Parameter validation failed");
}

type Call = (operation: string, input: object) => Promise<Json>;

function cloud() {
  const clock = virtualClock();
  const world = createWorld({ clock, seed: 1, plane, account });
  const roles = createRoles(random(1));
  const functions = lambda(world);
  const services = [states(world), functions];
  const handle: Handle = gate(services, [authorise(services, roles)]);
  world.connect(handle);
  functions.install({
    functionName: "lambda_function_name",
    region,
    roleArn: role,
    timeoutSeconds: 10,
    memoryMb: 128,
    environment: {},
    load: async () => async () => {
      throw Object.assign(new Error("Some exception was raised."), { name: "Exception" });
    },
  });
  let requests = 0;
  const call: Call = async (operation, input) => {
    const context = { region, principal: { kind: "person" }, requestId: `${requests++}` } as const;
    try {
      return plain(await handle({ service: "states", operation, input, context }));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { error: { code: error.name, message: error.message, httpStatus: 400 } };
    }
  };
  return { clock, call };
}

async function answerOf(call: Call, step: Step, results: readonly Json[]): Promise<Json> {
  const { service, op } = step;
  const args = unmasked(step.args, results);
  if (service === "fixture" && op === "sfn_activity_consumer")
    return await startConsumer(call, args, results);
  if (service === "logs") return { arn: logGroup };
  if (service !== "stepfunctions") return null;
  if (!isObject(args)) throw new Error(`${op}: no arguments`);
  const definition = step.definitionIsJsonText ? { definition: JSON.stringify(args.definition) } : {};
  return await call(
    op.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    {
      ...args,
      ...definition,
    },
  );
}

/** The recorder's worker: a machine that asks for tasks and answers them with their input. */
async function startConsumer(call: Call, args: Json, results: readonly Json[]): Promise<Json> {
  const given = isObject(args) && isObject(args.k) ? args.k : {};
  // Written as Python writes a dictionary.
  const definition = String(given.template).replaceAll("True", "true").replaceAll("'", '"');
  const made = await call("CreateStateMachine", { name: "consumer", roleArn: role, definition });
  const stateMachineArn = isObject(made) ? made.stateMachineArn : undefined;
  const input = JSON.stringify({ ActivityArn: activityOf(results) });
  await call("StartExecution", { stateMachineArn, input });
  return null;
}

async function untilEnded(clock: ReturnType<typeof virtualClock>, call: Call, started: Json): Promise<void> {
  const executionArn = isObject(started) ? started.executionArn : undefined;
  const deadline = clock.now() + patience;
  while (clock.now() < deadline) {
    const execution = await call("DescribeExecution", { executionArn });
    if (!isObject(execution) || execution.status !== "RUNNING") return;
    await clock.sleep(1000);
  }
}

/** Puts what earlier calls answered, and names that the recorder masked, where they stood. */
function unmasked(value: Json, results: readonly Json[]): Json {
  if (typeof value === "string") return unmaskedText(value, results);
  if (Array.isArray(value)) return value.map((item: Json) => unmasked(item, results));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unmasked(member, results)]));
}

function unmaskedText(text: string, results: readonly Json[]): string {
  return text
    .replaceAll(/<call(\d+)((?:\.\w+)*)>/g, (_, index: string, path: string) => {
      let found: Json | undefined = results[Number(index)];
      for (const name of path.split(".").slice(1)) found = isObject(found) ? found[name] : undefined;
      return String(found);
    })
    .replaceAll("sm_nonexistent_arn", `arn:aws:states:${region}:${account}:stateMachine:none`)
    .replace(/^s[fn]{2}_role_arn$/, role)
    .replace(/^<invalid_token_(\d+)_chars>$/, (_, length: string) => "x".repeat(Number(length)))
    .replace(/^creation-date$/, "datetime")
    .replace(/^activity_arn_\d+$/, "<activity_arn>")
    .replaceAll("activity_arn", activityOf(results) ?? "<activity_arn>");
}

function activityOf(results: readonly Json[]): string | undefined {
  const made = results.find((result) => isObject(result) && typeof result.activityArn === "string");
  return isObject(made) ? String(made.activityArn) : undefined;
}

/** Through JSON, as an answer travels; a history's events as the recordings write them. */
function plain(answer: object): Json {
  const { events } = answer as { events?: HistoryEvent[] }; // of all answers, GetExecutionHistory's alone has events
  return JSON.parse(JSON.stringify(events ? { ...answer, events: events.map(flatten) } : answer));
}
