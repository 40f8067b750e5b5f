import { virtualClock } from "../world/clock.ts";
import { random } from "../world/random.ts";
import { dataFromText, dataOf } from "./data.ts";
import { compileMachine } from "./definition/compile.ts";
import type { End } from "./execution.ts";
import { Execution } from "./execution.ts";
import type { Integrations, TaskRequest } from "./integration.ts";
import type { Json, JsonObject } from "./json.ts";
import { Tokens } from "./tokens.ts";

type Answer = (request: TaskRequest, attempt: number) => Json | Promise<Json>;

/** Starts a machine in JSONata in virtual time; `answer` stands for the services that its tasks call. */
export function start(
  machine: JsonObject,
  options: { input?: Json; text?: string; answer?: Answer; seed?: number } = {},
) {
  const { input = {}, text, answer = () => ({}), seed = 1 } = options;
  const clock = virtualClock(0);
  const tokens = new Tokens();
  let attempts = 0;
  const integrations: Integrations = {
    call: async (request) => dataOf(await answer(request, attempts++)),
    completion: async () => dataOf("completed"),
  };
  const host = { clock, random: random(seed), region: "us-east-1", tokens, integrations };
  const compiled = compileMachine({ QueryLanguage: "JSONata", ...machine });
  const run = {
    arn: "arn:aws:states:us-east-1:111111111111:execution:m:run",
    name: "run",
    input: text === undefined ? dataOf(input) : dataFromText(text),
    role: "arn:aws:iam::111111111111:role/m",
    machineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:m",
    machineName: "m",
  };
  return { clock, tokens, host, compiled, options: run, execution: new Execution(host, compiled, run) };
}

/** Runs a machine to its end. `seconds` is how long it took in world time. */
export async function run(...args: Parameters<typeof start>) {
  const { clock, execution } = start(...args);
  const end = await clock.run(execution.ended);
  return { end, events: execution.history.events, seconds: clock.now() / 1000, types: typesOf(execution) };
}

export const typesOf = ({ history }: Execution): string[] => history.events.map(({ type }) => type ?? "");

/** An end without its date, its output as a value. */
export const brief = ({ status, output, error, cause }: End) => ({
  status,
  ...(output && { output: output.value }),
  ...(error !== undefined && { error }),
  ...(cause !== undefined && { cause }),
});

export const one = (state: JsonObject, more: JsonObject = {}): JsonObject => ({
  StartAt: "A",
  States: { A: state, ...more },
});

export const task = (more: JsonObject = {}): JsonObject => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  End: true,
  ...more,
});
