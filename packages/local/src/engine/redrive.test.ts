import fc from "fast-check";
import { expect, test } from "vitest";
import { one, run, start, task, typesOf } from "./engine.fixture.ts";
import { StatesError } from "./error.ts";

/** Answers of a service that fails the first time that it is called with each of `failing`. */
const failingOnce = (...failing: readonly string[]) => {
  const left = new Set(failing);
  const calls: string[] = [];
  return {
    calls,
    answer: ({ arguments: { value } }: { arguments: { value: unknown } }) => {
      const name = String(value);
      calls.push(name);
      if (left.delete(name)) throw new StatesError("Broken", name);
      return name;
    },
  };
};

const redriven = async (...args: Parameters<typeof start>) => {
  const { clock, execution } = start(...args);
  const before = await clock.run(execution.ended);
  const events = execution.history.events.length;
  execution.redrive();
  const end = await clock.run(execution.ended);
  return { before, end, execution, clock, types: typesOf(execution).slice(events) };
};

test("goes on from the task that failed, and runs nothing before it again", async () => {
  const { calls, answer } = failingOnce("b");
  const machine = one(task({ Arguments: "a", End: false, Next: "B" }), { B: task({ Arguments: "b" }) });
  const { before, end, types, execution } = await redriven(machine, { answer });
  expect(before.status).toBe("FAILED");
  expect(end).toMatchObject({ status: "SUCCEEDED", output: { value: "b" } });
  expect(calls).toEqual(["a", "b", "b"]);
  expect(types).toEqual([
    "ExecutionRedriven",
    "TaskScheduled",
    "TaskStarted",
    "TaskSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
  ]);
  expect(execution.redriven.count).toBe(1);
});

test("counts retries anew", async () => {
  let calls = 0;
  const answer = () => {
    if (++calls < 4) throw new StatesError("Broken");
    return calls;
  };
  const machine = one(task({ Retry: [{ ErrorEquals: ["Broken"], MaxAttempts: 1 }] }));
  const { end } = await redriven(machine, { answer });
  expect(end).toMatchObject({ status: "SUCCEEDED", output: { value: 4 } });
});

test("counts the machine's time anew", async () => {
  const machine = one({
    Type: "Wait",
    Seconds: "{% $states.context.Execution.RedriveCount = 0 ? 60 : 9 %}",
    End: true,
  });
  const { before, end, execution } = await redriven({ ...machine, TimeoutSeconds: 10 });
  expect([before.status, end.status]).toEqual(["TIMED_OUT", "SUCCEEDED"]);
  expect(end.stopDate.getTime() - (execution.redriven.date?.getTime() ?? 0)).toBe(9000);
});

test("gives a task that was stopped a token of its own", async () => {
  const machine = one(
    task({
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: { token: "{% $states.context.Task.Token %}" },
    }),
  );
  const sent: string[] = [];
  const { clock, execution, tokens } = start(machine, {
    answer: ({ arguments: { value } }) => {
      sent.push(JSON.stringify(value));
      return {};
    },
  });
  await clock.run(clock.sleep(1000));
  execution.stop();
  execution.redrive();
  await clock.run(clock.sleep(1000));
  const [first, second] = sent.map((text): string => JSON.parse(text).token);
  expect([tokens.state(first ?? ""), tokens.state(second ?? "")]).toEqual(["expired", "waiting"]);
});

test("runs again only the branches that did not succeed", async () => {
  const { calls, answer } = failingOnce("b");
  const branch = (name: string, before = 0) => ({
    StartAt: "W",
    States: { W: { Type: "Wait", Seconds: before, Next: "T" }, T: task({ Arguments: name }) },
  });
  const machine = one({
    Type: "Parallel",
    Branches: [branch("a"), branch("b", 1), branch("c", 2)],
    End: true,
  });
  const { end, types } = await redriven(machine, { answer });
  expect(end.output?.value).toEqual(["a", "b", "c"]);
  expect(calls).toEqual(["a", "b", "b", "c"]);
  expect(types).not.toContain("ParallelStateStarted");
});

test("runs again only the iterations that did not succeed, and those that never began", async () => {
  const { calls, answer } = failingOnce("b");
  const machine = one({
    Type: "Map",
    Items: ["a", "b", "c"],
    MaxConcurrency: 1,
    ItemProcessor: { StartAt: "T", States: { T: task({ Arguments: "{% $states.input %}" }) } },
    End: true,
  });
  const { end } = await redriven(machine, { answer });
  expect(end.output?.value).toEqual(["a", "b", "c"]);
  expect(calls).toEqual(["a", "b", "b", "c"]);
});

test("enters a Fail state again, and fails again", async () => {
  const { end, types } = await redriven(one({ Type: "Fail", Error: "No" }));
  expect(end).toMatchObject({ status: "FAILED", error: "No" });
  expect(types).toEqual(["ExecutionRedriven", "FailStateEntered", "ExecutionFailed"]);
});

test("says to expressions how often it was redriven", async () => {
  const machine = one(task({ Arguments: "b", Output: "{% $states.context.Execution.RedriveCount %}" }));
  const { end } = await redriven(machine, { answer: failingOnce("b").answer });
  expect(end.output?.value).toBe(1);
  expect((await run(machine)).end.output?.value).toBe(0);
});

test("however often and wherever it fails, no step that succeeded is run again", async () => {
  const step = fc.record({ failures: fc.nat(2), parallel: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const left = steps.flatMap(({ failures }, index) =>
        [`${index}a`, `${index}b`].map((name) => [name, failures] as const),
      );
      const failures = new Map(left);
      const succeeded: string[] = [];
      const answer = ({ arguments: { value } }: { arguments: { value: unknown } }) => {
        const name = String(value);
        const more = failures.get(name) ?? 0;
        if (more > 0) {
          failures.set(name, more - 1);
          throw new StatesError("Broken", name);
        }
        succeeded.push(name);
        return name;
      };
      const states = steps.map(({ parallel }, index) => {
        const next = index + 1 < steps.length ? { Next: `S${index + 1}`, End: false } : {};
        const branch = (name: string) => ({ StartAt: "T", States: { T: task({ Arguments: name }) } });
        const Branches = [branch(`${index}a`), branch(`${index}b`)];
        return [
          `S${index}`,
          parallel
            ? { Type: "Parallel", Branches, End: true, ...next }
            : task({ Arguments: `${index}a`, ...next }),
        ];
      });
      const { clock, execution } = start({ StartAt: "S0", States: Object.fromEntries(states) }, { answer });
      while ((await clock.run(execution.ended)).status === "FAILED") execution.redrive();
      expect(execution.end?.status).toBe("SUCCEEDED");
      expect(succeeded).toEqual([...new Set(succeeded)]);
      expect(succeeded).toHaveLength(steps.reduce((sum, { parallel }) => sum + (parallel ? 2 : 1), 0));
    }),
  );
});
