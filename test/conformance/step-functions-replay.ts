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
  const host = {
    clock,
    random: random(1),
    region: "us-east-1",
    tokens: new Tokens(),
    integrations: recordedAnswers(recorded.mocks ?? []),
  };
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
function recordedAnswers(mocks: readonly Mock[]): Integrations {
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
      const mock = take(request);
      answers.set(request.state, mock);
      return mock.submitted === undefined ? outcome(mock) : dataOf(mock.submitted);
    },
    completion: async ({ state }) => outcome(answers.get(state)),
  };
}

function outcome(mock: Mock | undefined) {
  const { raises, returns = null } = mock ?? {};
  if (!raises) return dataOf(returns);
  throw new StatesError(raises.error, raises.cause === undefined ? undefined : textOf(raises.cause));
}

const textOf = (cause: Json): string => (typeof cause === "string" ? cause : JSON.stringify(cause));
