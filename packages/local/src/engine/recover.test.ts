import { expect, test } from "vitest";
import { brief, one, run, task } from "./engine.fixture.ts";
import { StatesError } from "./error.ts";

const fails = (name: string | undefined, reason?: string) => () => {
  throw new StatesError(name, reason);
};
const delays = (events: readonly { type?: string | undefined; timestamp?: Date | undefined }[]) => {
  const times = events
    .filter(({ type }) => type === "TaskScheduled")
    .map(({ timestamp }) => timestamp?.getTime() ?? 0);
  return times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1000);
};

test("retries wait AWS's default 1, 2 and 4 seconds, three times, and then the state fails", async () => {
  const { end, events } = await run(one(task({ Retry: [{ ErrorEquals: ["X"] }] })), {
    answer: fails("X", "why"),
  });
  expect(delays(events)).toEqual([1, 2, 4]);
  expect(brief(end)).toEqual({ status: "FAILED", error: "X", cause: "why" });
});

test("MaxDelaySeconds caps the backed-off delay", async () => {
  const Retry = [
    { ErrorEquals: ["X"], IntervalSeconds: 3, BackoffRate: 2, MaxAttempts: 4, MaxDelaySeconds: 10 },
  ];
  const { events } = await run(one(task({ Retry })), { answer: fails("X") });
  expect(delays(events)).toEqual([3, 6, 10, 10]);
});

test("full jitter takes a seeded part of each delay, another for another seed", async () => {
  const Retry = [{ ErrorEquals: ["X"], IntervalSeconds: 100, MaxAttempts: 5, JitterStrategy: "FULL" }];
  const jitter = async (seed: number) =>
    delays((await run(one(task({ Retry })), { answer: fails("X"), seed })).events);
  const [first, same, other] = [await jitter(1), await jitter(1), await jitter(2)];
  expect(first).toEqual(same);
  expect(first).not.toEqual(other);
  for (const [index, delay] of first.entries()) expect(delay).toBeLessThanOrEqual(100 * 2 ** index);
});

test("each retrier counts its own attempts, and $states.context counts them all", async () => {
  const Retry = [
    { ErrorEquals: ["X"], MaxAttempts: 1 },
    { ErrorEquals: ["Y"], MaxAttempts: 1 },
  ];
  const Arguments = { retries: "{% $states.context.State.RetryCount %}" };
  const names = ["X", "Y"];
  const { end } = await run(one(task({ Retry, Arguments })), {
    answer: ({ arguments: args }, attempt) => {
      const name = names[attempt];
      if (name) throw new StatesError(name);
      return args.value;
    },
  });
  expect(brief(end)).toEqual({ status: "SUCCEEDED", output: { retries: 2 } });
});

test("a catcher's Output and Assign see the error; the state's own are left out", async () => {
  const machine = one(
    task({
      Output: "not this",
      Assign: { seen: "not this" },
      Catch: [
        { ErrorEquals: ["Other"], Next: "B" },
        {
          ErrorEquals: ["X"],
          Output: "{% $states.errorOutput.Error & '/' & $states.errorOutput.Cause %}",
          Assign: { seen: "{% $states.errorOutput.Error %}" },
          Next: "B",
        },
      ],
    }),
    { B: { Type: "Pass", Output: { input: "{% $states.input %}", seen: "{% $seen %}" }, End: true } },
  );
  const { end } = await run(machine, { answer: fails("X", "why") });
  expect(brief(end)).toEqual({ status: "SUCCEEDED", output: { input: "X/why", seen: "X" } });
});

test("an error without a name is caught by States.ALL and shown as null", async () => {
  const Catch = [
    { ErrorEquals: ["States.Runtime"], Next: "C" },
    { ErrorEquals: ["States.ALL"], Next: "B" },
  ];
  const machine = one(task({ Catch }), { B: { Type: "Pass", End: true }, C: { Type: "Fail" } });
  const { end } = await run(machine, { answer: fails(undefined) });
  expect(brief(end)).toEqual({ status: "SUCCEEDED", output: { Error: null, Cause: null } });
});

test("States.Runtime is not caught, not even by its own name", async () => {
  const Catch = [
    { ErrorEquals: ["States.Runtime"], Next: "B" },
    { ErrorEquals: ["States.ALL"], Next: "B" },
  ];
  const { end } = await run(one(task({ Catch }), { B: { Type: "Succeed" } }), {
    answer: fails("States.Runtime", "broken"),
  });
  expect(brief(end)).toEqual({ status: "FAILED", error: "States.Runtime", cause: "broken" });
});

test("States.TaskFailed stands for every error but a timeout", async () => {
  const Catch = [{ ErrorEquals: ["States.TaskFailed"], Output: "caught", Next: "B" }];
  const machine = one(task({ Catch }), { B: { Type: "Succeed" } });
  expect(brief((await run(machine, { answer: fails("Any.Thing") })).end)).toEqual({
    status: "SUCCEEDED",
    output: "caught",
  });
  expect(brief((await run(machine, { answer: fails("States.Timeout") })).end)).toEqual({
    status: "FAILED",
    error: "States.Timeout",
  });
});

test("a failed evaluation is recorded, and can be caught", async () => {
  const machine = one(
    task({ Output: "{% $nothing %}", Catch: [{ ErrorEquals: ["States.QueryEvaluationError"], Next: "B" }] }),
    {
      B: { Type: "Pass", Output: "{% $states.input.Cause %}", End: true },
    },
  );
  const { end, types } = await run(machine);
  expect(end.output?.value).toBe(
    "An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$nothing' specified for the field 'Output' returned nothing (undefined).",
  );
  expect(types.slice(4, 7)).toEqual(["TaskSucceeded", "EvaluationFailed", "TaskStateExited"]);
});
