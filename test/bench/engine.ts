import { dataOf } from "@signalbox/local/engine/data";
import { compileMachine } from "@signalbox/local/engine/definition/compile";
import { Execution } from "@signalbox/local/engine/execution";
import type { Integrations } from "@signalbox/local/engine/integration";
import type { JsonObject } from "@signalbox/local/engine/json";
import { Tokens } from "@signalbox/local/engine/tokens";
import { virtualClock } from "@signalbox/local/world/clock";
import { random } from "@signalbox/local/world/random";
import { StateMachine } from "aws-local-stepfunctions";
import type { Row } from "./row.ts";

/** Tasks in one machine: as many as 25,000 history events allow, with room to spare. */
const length = 2_000;
const arn = "arn:aws:lambda:us-east-1:111111111111:function:step";
const input = { release: { id: "r-1", weight: 10 }, service: "web" };
const answer = { weight: 10, changed: true };

/** A line of Task states; every transition is entered, scheduled, started, succeeded and exited. */
function line(task: (next: object) => object): { StartAt: string; States: JsonObject } {
  const names = Array.from({ length }, (_, index) => `Task${index}`);
  const states = names.map((name, index) => {
    const next = names[index + 1];
    return [name, task(next === undefined ? { End: true } : { Next: next })];
  });
  return { StartAt: "Task0", States: Object.fromEntries(states) };
}

const inJsonata = (shifted: string): JsonObject => ({
  QueryLanguage: "JSONata",
  ...line((next) => ({
    Type: "Task",
    Resource: "arn:aws:states:::lambda:invoke",
    Arguments: {
      FunctionName: arn,
      Payload: {
        step: "Shift",
        execution: "{% $states.context.Execution.Id %}",
        input: { release: "{% $states.input.release %}" },
      },
    },
    TimeoutSeconds: 60,
    Assign: { weight: "{% $states.result.Payload.weight %}" },
    Output: { release: "{% $states.input.release %}", shifted },
    ...next,
  })),
});

/** The same in JSONPath, as far as that interpreter goes: it has neither variables nor integrations. */
const inJsonPath = line((next) => ({
  Type: "Task",
  Resource: arn,
  Parameters: { step: "Shift", "execution.$": "$$.Execution.Id", input: { "release.$": "$.release" } },
  TimeoutSeconds: 60,
  ResultPath: "$.shifted",
  ...next,
}));

const integrations: Integrations = {
  call: async ({ resource }) =>
    dataOf(
      resource.kind === "function"
        ? answer
        : { ExecutedVersion: "$LATEST", Payload: answer, StatusCode: 200 },
    ),
  completion: async () => dataOf(null),
};

/** Tasks a second of the engine, with history, on one core. */
async function ours(definition: JsonObject, rounds: number): Promise<number> {
  const machine = compileMachine(definition);
  const clock = virtualClock();
  const host = { clock, random: random(1), region: "us-east-1", tokens: new Tokens(), integrations };
  const once = async (): Promise<void> => {
    const execution = new Execution(host, machine, {
      arn: "arn:aws:states:us-east-1:111111111111:execution:bench:run",
      name: "run",
      input: dataOf(input),
      role: "arn:aws:iam::111111111111:role/bench",
      machineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:bench",
      machineName: "bench",
    });
    const { status, error, cause } = await clock.run(execution.ended);
    if (status !== "SUCCEEDED") throw new Error(`the bench machine ended ${status}: ${error} ${cause}`);
    if (execution.history.events.length !== 5 * length + 2)
      throw new Error("the bench machine's history is not whole");
  };
  return await rate(once, rounds);
}

async function theirs(rounds: number): Promise<number> {
  // Its types know definitions only as literals; this one is generated.
  const definition = inJsonPath as unknown as ConstructorParameters<typeof StateMachine>[0];
  const machine = new StateMachine(definition, {
    validationOptions: { noValidate: true },
  });
  const handlers = Object.fromEntries(
    Object.keys(inJsonPath.States).map((name) => [name, async () => answer]),
  );
  const once = async (): Promise<void> => {
    const execution = machine.run(input, {
      overrides: { taskResourceLocalHandlers: handlers },
      context: { Execution: { Id: "run" } },
    });
    await execution.result;
  };
  return await rate(once, rounds);
}

/** Tasks a second in the median of `rounds`, after three to warm up. */
async function rate(once: () => Promise<void>, rounds: number): Promise<number> {
  for (let round = 0; round < 3; round++) await once();
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await once();
    seconds.push((performance.now() - start) / 1000);
  }
  const median = seconds.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return length / median;
}

export async function benchEngine(): Promise<Row[]> {
  const engine = await ours(inJsonata("{% $states.result.Payload %}"), 20);
  const merged = "{% $merge([$states.result.Payload, {'by': $states.result.Payload.weight + 1}]) %}";
  const computing = await ours(inJsonata(merged), 10);
  const byPath = await ours(inJsonPath, 20);
  const other = await theirs(20);
  const unit = "Task transitions/s";
  return [
    { name: "engine, JSONata with history", value: Math.round(engine), unit, aim: ">= 40,000" },
    {
      name: "engine, each task with one expression that needs jsonata's evaluator",
      value: Math.round(computing),
      unit,
    },
    { name: "engine, JSONPath twin with history", value: Math.round(byPath), unit },
    { name: "aws-local-stepfunctions 3.0.0, JSONPath twin", value: Math.round(other), unit },
    {
      name: "engine against aws-local-stepfunctions",
      value: Number((engine / other).toFixed(2)),
      unit: "times",
    },
  ];
}
