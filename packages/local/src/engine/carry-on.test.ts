import { deserialize, serialize } from "node:v8";
import { expect, test } from "vitest";
import { brief, one, start, task, typesOf } from "./engine.fixture.ts";
import { StatesError } from "./error.ts";
import { Execution } from "./execution.ts";
import type { JsonObject } from "./json.ts";

const token = {
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Arguments: { token: "{% $states.context.Task.Token %}" },
};

/** Runs a machine; when `cutAt` seconds have passed, it goes on from what was saved, as in another process. */
async function cut(machine: JsonObject, cutAt: number, answer = () => ({}) as object) {
  const calls: number[] = [];
  const started = start(machine, {
    answer: async () => {
      calls.push(started.clock.now() / 1000);
      await started.clock.sleep(4_000);
      return answer() as JsonObject;
    },
  });
  const { clock, host, options, compiled } = started;
  await clock.run(clock.sleep(cutAt * 1000));
  const { startDate, frame, end, redriven, history } = started.execution;
  const saved = deserialize(serialize({ startDate, frame, end, redriven, events: history.events }));
  started.execution.halt();
  const execution = new Execution(host, compiled, options, saved);
  const resume = async () => {
    execution.carryOn();
    const ended = await clock.run(execution.ended);
    return { end: brief(ended), types: typesOf(execution), seconds: clock.now() / 1000, calls };
  };
  return { clock, tokens: started.tokens, execution, resume };
}

test("a Wait ends when it would have ended, or at once where that has passed", async () => {
  const machine = one({ Type: "Wait", Seconds: 10, End: true });
  expect((await (await cut(machine, 4)).resume()).seconds).toBe(10);
  const late = await cut(machine, 4);
  await late.clock.run(late.clock.sleep(60_000));
  expect((await late.resume()).seconds).toBe(64);
});

test("a call that had not answered is made again, without another event, its time counted anew", async () => {
  const { end, types, calls, seconds } = await (await cut(one(task({ TimeoutSeconds: 5 })), 3)).resume();
  expect(end.status).toBe("SUCCEEDED");
  expect({ calls, seconds }).toEqual({ calls: [0, 3], seconds: 7 });
  expect(types.filter((type) => type === "TaskScheduled")).toHaveLength(1);
});

test("a token that was handed out is still waited for, until its deadline", async () => {
  const machine = one(task({ ...token, TimeoutSeconds: 30 }));
  const { resume, clock } = await cut(machine, 10);
  await clock.run(clock.sleep(5_000));
  expect(await resume()).toMatchObject({ end: { error: "States.Timeout" }, calls: [0], seconds: 30 });
});

test("a pause before a retry ends when it would have ended, and retries are counted on", async () => {
  const fail = () => {
    throw new StatesError("Broken");
  };
  const Retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 10, BackoffRate: 1, MaxAttempts: 2 }];
  const { end, calls, seconds } = await (await cut(one(task({ Retry })), 8, fail)).resume();
  expect({ end, calls, seconds }).toEqual({
    end: { status: "FAILED", error: "Broken" },
    calls: [0, 14, 28],
    seconds: 32,
  });
});

test("branches and iterations that had ended are not run again, and those that had not begun are", async () => {
  const branch = (Seconds: number) => ({
    StartAt: "W",
    States: { W: { Type: "Wait", Seconds, Output: "{% $states.input %}", End: true } },
  });
  const machine = one(
    { Type: "Parallel", Branches: [branch(1), branch(9)], Output: [1, 2, 3], Next: "M" },
    {
      M: {
        Type: "Map",
        Items: "{% $states.input %}",
        MaxConcurrency: 1,
        ItemProcessor: branch(2),
        End: true,
      },
    },
  );
  const whole = await (await cut(machine, 0)).resume();
  for (const at of [0.5, 5, 10, 12, 14]) {
    const parted = await (await cut(machine, at)).resume();
    expect({ at, ...parted }).toEqual({ at, ...whole });
  }
});

test("a machine's own time goes on", async () => {
  const machine = { ...one({ Type: "Wait", Seconds: 60, End: true }), TimeoutSeconds: 20 };
  expect(await (await cut(machine, 4)).resume()).toMatchObject({ end: { status: "TIMED_OUT" }, seconds: 20 });
});
