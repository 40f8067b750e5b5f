import type { Data } from "@signalbox/local/engine/data";
import { dataOf } from "@signalbox/local/engine/data";
import { compileMachine } from "@signalbox/local/engine/definition/compile";
import { StatesError } from "@signalbox/local/engine/error";
import type { End } from "@signalbox/local/engine/execution";
import { Execution } from "@signalbox/local/engine/execution";
import type { Integrations, TaskRequest } from "@signalbox/local/engine/integration";
import type { Json } from "@signalbox/local/engine/json";
import { Tokens } from "@signalbox/local/engine/tokens";
import { virtualClock } from "@signalbox/local/world/clock";
import { random } from "@signalbox/local/world/random";
import type { Case, Flat, Mock } from "./step-functions-cases.ts";
import { flatten } from "./step-functions-match.ts";

/** Runs a recorded machine with the answers that its tasks got on AWS. */
export async function replay(recorded: Case): Promise<{ end: End; history: readonly Flat[] }> {
  const clock = virtualClock();
  const tokens = new Tokens();
  const integrations = recordedAnswers(recorded, tokens);
  const host = { clock, random: random(1), region: "us-east-1", tokens, integrations };
  const execution = new Execution(host, compileMachine(recorded.definition), {
    arn: "arn:aws:states:us-east-1:111111111111:execution:machine:run",
    name: "run",
    input: dataOf(recorded.input),
    role: "arn:aws:iam::111111111111:role/machine",
    machineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:machine",
    machineName: "machine",
  });
  const end = await clock.run(execution.ended);
  return { end, history: execution.history.events.map(flatten) };
}

/** The n-th attempt of a state gets the n-th recorded answer. */
function recordedAnswers({ mocks = [], expected }: Case, tokens: Tokens): Integrations {
  const left = [...mocks];
  const take = ({ state }: TaskRequest): Mock => {
    const index = left.findIndex((mock) => mock.state === state);
    const [mock] = left.splice(index, 1);
    if (index < 0 || !mock) throw new StatesError("Test.NoAnswer", `nothing recorded for ${state}`);
    return mock;
  };
  const answers = new Map<string, Mock>();
  return {
    call: async (request) => {
      const { resource } = request;
      const mock = take(request);
      answers.set(request.state, mock);
      const timesOut = mock.raises?.event.endsWith("TimedOut");
      const byToken =
        resource.kind === "activity" ||
        (resource.kind === "service" && resource.pattern === "waitForTaskToken");
      if (byToken && !timesOut) queueMicrotask(() => answer(tokens, request, mock));
      if (resource.kind === "activity") return dataOf(workerOf(expected.history));
      if (mock.submitted !== undefined) return dataOf(mock.submitted);
      // What timed out on AWS must time out here as well, by the machine's own limits.
      return timesOut ? await new Promise<Data>(() => undefined) : outcome(mock);
    },
    completion: async ({ state }) => outcome(answers.get(state)),
    refuse: (resource) =>
      resource.kind === "activity" && !mocks.length
        ? `The activity ${resource.arn} does not exist.`
        : undefined,
  };
}

function answer(tokens: Tokens, { token = "" }: TaskRequest, { raises, returns = null }: Mock): void {
  const waiter = tokens.waiter(token);
  if (raises) waiter?.fail(failure(raises));
  else waiter?.succeed(dataOf(returns));
}

const workerOf = (history: readonly Flat[]): Json =>
  history.find(({ type }) => type === "ActivityStarted")?.workerName ?? null;

function outcome(mock: Mock | undefined) {
  const { raises, returns = null } = mock ?? {};
  if (!raises) return dataOf(returns);
  throw failure(raises);
}

const failure = ({ error, cause }: NonNullable<Mock["raises"]>): StatesError =>
  new StatesError(error, cause === undefined ? undefined : textOf(cause));

const textOf = (cause: Json): string => (typeof cause === "string" ? cause : JSON.stringify(cause));
