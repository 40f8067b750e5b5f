import type { Retrier, TaskState } from "@signalbox/core/workflow/asl";
import { startAndWait } from "@signalbox/core/workflow/start-workflow";
import { statesOf } from "@signalbox/core/workflow/workflow";
import { describe, expect, test } from "vitest";
import { workflows } from "../../registry.ts";

/** Seconds for which a state waits in the mean, by the first retrier that knows the error. */
function patienceOf({ Retry = [] }: TaskState<string>, error: string): number {
  const retrier = Retry.find(({ ErrorEquals }) =>
    ErrorEquals.some(
      (name) => name === error || (name === "States.TaskFailed" && error !== "States.Timeout"),
    ),
  );
  return (retrier ? delays(retrier) : []).reduce((sum, delay) => sum + delay / 2, 0);
}

const delays = ({ MaxAttempts = 3, IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = 0 }: Retrier) =>
  Array.from({ length: MaxAttempts }, (_, n) =>
    Math.min(IntervalSeconds * BackoffRate ** n, MaxDelaySeconds),
  );

const whereTo = ({ Catch = [] }: TaskState<string>) => Catch.at(-1)?.Next ?? "fails";

const releases = workflows.filter(({ name }) => name.startsWith("release"));

describe.each(releases.map((workflow) => [workflow.name, workflow] as const))("%s", (_, { machine }) => {
  const tasks = [...statesOf(machine)].flatMap(({ name, state }) =>
    state.Type === "Task" ? [{ name, state }] : [],
  );
  const impatient = (error: string, of = tasks) =>
    of.filter(({ state }) => patienceOf(state, error) < 240).map(({ name }) => name);

  test("every state outlasts minutes in which a service of AWS, Lambda or Step Functions is not to be had", () => {
    const started = tasks.filter(({ state }) => state.Resource === startAndWait);
    const steps = tasks.filter((each) => !started.includes(each));
    for (const error of ["Aws.Unavailable", "Lambda.ServiceException", "Lambda.TooManyRequestsException"])
      expect({ error, impatient: impatient(error, steps) }).toEqual({ error, impatient: [] });
    expect(impatient("StepFunctions.AWSStepFunctionsException", started)).toEqual([]);
  });

  test("every state that would leave the release to a person tries again for minutes, whatever the fault", () => {
    const leaving = tasks.filter(
      ({ state }) =>
        state.Resource !== startAndWait && ["NeedsAPerson", "MarkStuck"].includes(whereTo(state)),
    );
    expect(impatient("SomeFaultThatNobodyForesaw", leaving)).toEqual([]);
  });

  test("a wait for a token whose time is over is not begun anew", () => {
    const waiting = tasks.filter(({ state }) => state.Resource.endsWith(".waitForTaskToken"));
    expect(waiting.filter(({ state }) => patienceOf(state, "States.Timeout") > 0)).toEqual([]);
  });
});
