import { expect, test } from "vitest";
import { dataOf } from "./data.ts";
import { brief, one, run, start, task, typesOf } from "./engine.fixture.ts";
import { StatesError } from "./error.ts";
import type { Json } from "./json.ts";

const never = () => new Promise<never>(() => undefined);
const withToken = "arn:aws:states:::lambda:invoke.waitForTaskToken";
const waiting = (more: object = {}) =>
  one(task({ Resource: withToken, Arguments: { token: "{% $states.context.Task.Token %}" }, ...more }));

test("a task that takes longer than TimeoutSeconds fails with States.Timeout and no cause", async () => {
  const { end, seconds, events } = await run(one(task({ TimeoutSeconds: 7 })), { answer: never });
  expect(brief(end)).toEqual({ status: "FAILED", error: "States.Timeout" });
  expect(seconds).toBe(7);
  expect(events.at(-2)?.taskTimedOutEventDetails).toEqual({
    resourceType: "lambda",
    resource: "invoke",
    error: "States.Timeout",
  });
});

test("the timeout of a task that answers leaves no sleeper behind", async () => {
  const { clock, execution } = start(one(task({ TimeoutSeconds: 3600 })));
  await clock.run(execution.ended);
  await expect(clock.run(never())).rejects.toThrow("nobody sleeps");
  expect(clock.now()).toBe(0);
});

/** Runs until the task's token is out, and returns it. */
async function submitted(
  machine: ReturnType<typeof waiting>,
  answer: () => Json | Promise<Json> = () => ({}),
) {
  let token = "";
  const started = start(machine, {
    answer: ({ arguments: args }) => {
      token = JSON.stringify(args.value).split('"')[3] ?? "";
      return answer();
    },
  });
  await started.clock.run(started.clock.sleep(1));
  return { ...started, token };
}

test("a token's answer is the task's result, and the token is expired after it", async () => {
  const { clock, tokens, execution, token } = await submitted(waiting());
  tokens.waiter(token)?.succeed(dataOf({ approved: true }));
  expect(brief(await clock.run(execution.ended))).toEqual({
    status: "SUCCEEDED",
    output: { approved: true },
  });
  expect(tokens.state(token)).toBe("expired");
  expect(typesOf(execution).slice(2, 6)).toEqual([
    "TaskScheduled",
    "TaskStarted",
    "TaskSubmitted",
    "TaskSucceeded",
  ]);
});

test("a failure sent to a token fails the task, and each attempt has its own token", async () => {
  const Retry = [{ ErrorEquals: ["No"], MaxAttempts: 1 }];
  const { clock, tokens, execution, token } = await submitted(waiting({ Retry }));
  tokens.waiter(token)?.fail(new StatesError("No", "not today"));
  await clock.run(clock.sleep(2000));
  const second = execution.frame.visit?.token ?? "";
  expect(second).not.toBe(token);
  expect([tokens.state(token), tokens.state(second), tokens.state("never")]).toEqual([
    "expired",
    "waiting",
    "unknown",
  ]);
  tokens.waiter(second)?.fail(new StatesError("No", "never"));
  expect(brief(await clock.run(execution.ended))).toEqual({ status: "FAILED", error: "No", cause: "never" });
});

test("a deadline closes the token: an answer that comes later finds nobody", async () => {
  const { clock, tokens, execution, token } = await submitted(waiting({ TimeoutSeconds: 5 }));
  expect(brief(await clock.run(execution.ended))).toEqual({ status: "FAILED", error: "States.Timeout" });
  expect(tokens.state(token)).toBe("expired");
});

test("heartbeats keep a task alive; their end is States.Timeout, and States.HeartbeatTimeout to a catcher", async () => {
  const Catch = [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "B" }];
  const machine = waiting({ TimeoutSeconds: 100, HeartbeatSeconds: 10, Catch });
  const States = { ...Object(machine.States), B: { Type: "Pass", End: true } };
  const { clock, tokens, execution, token } = await submitted({ ...machine, States });
  for (const _ of [1, 2, 3]) {
    await clock.run(clock.sleep(8000));
    tokens.waiter(token)?.heartbeat();
  }
  const end = await clock.run(execution.ended);
  expect(brief(end)).toEqual({ status: "SUCCEEDED", output: { Error: "States.Timeout", Cause: null } });
  expect(clock.now()).toBe(1 + 34_000);
});

test("a result larger than 256 KiB of UTF-8 fails the task, and States.ALL catches it", async () => {
  const Catch = [{ ErrorEquals: ["States.ALL"], Output: "{% $states.errorOutput.Cause %}", Next: "B" }];
  const machine = one(task({ Catch }), { B: { Type: "Succeed" } });
  const { end } = await run(machine, { answer: () => "é".repeat(131_072) });
  expect(end.output?.value).toBe(
    "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
  );
  expect((await run(machine, { answer: () => "é".repeat(131_071) })).end.status).toBe("SUCCEEDED");
});

test("a job that is waited for may be ended by its token before it completes", async () => {
  const { clock, tokens, execution, token } = await submitted(
    waiting({ Resource: "arn:aws:states:::states:startExecution.sync" }),
    never,
  );
  tokens.waiter(token)?.succeed(dataOf("by token"));
  expect(brief(await clock.run(execution.ended))).toEqual({ status: "SUCCEEDED", output: "by token" });
  expect(tokens.state(token)).toBe("expired");
});
