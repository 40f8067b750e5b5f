import { expect, it } from "vitest";
import type { Clock } from "./clock.ts";
import { eachInTime, inTime } from "./in-time.ts";

/** Time that passes when it is told to; `left` counts who gave up waiting. */
function handClock() {
  const due = Promise.withResolvers<void>();
  const seen = { left: 0, pass: () => due.resolve() };
  const sleep: Clock["sleep"] = (_, signal) => {
    const { promise, reject } = Promise.withResolvers<void>();
    signal?.addEventListener("abort", () => {
      seen.left++;
      reject(signal.reason);
    });
    return Promise.race([due.promise, promise]);
  };
  return { clock: { now: () => 0, sleep } satisfies Clock, seen };
}

const never = (): Promise<string> => new Promise(() => {});

it("gives what work comes to in time, and waits no longer then", async () => {
  const { clock, seen } = handClock();
  expect(
    await inTime(
      clock,
      1,
      () => "late",
      async () => "done",
    ),
  ).toBe("done");
  expect(seen.left).toBe(1);
});

it("says that work is late which has not ended by then", async () => {
  const { clock, seen } = handClock();
  const answer = inTime(clock, 1, () => "late", never);
  seen.pass();
  expect(await answer).toBe("late");
});

it("throws what the work throws", async () => {
  const { clock, seen } = handClock();
  const refused = () => Promise.reject(new Error("refused"));
  await expect(inTime(clock, 1, () => "late", refused)).rejects.toThrow("refused");
  expect(seen.left).toBe(1);
});

it("gives of several works what came in time, by one timer for all", async () => {
  const { clock, seen } = handClock();
  const answers = eachInTime(clock, 1, [async () => "first", never, async () => "third"]);
  seen.pass();
  expect(await answers).toEqual(["first", undefined, "third"]);
  expect(seen.left).toBe(1);
});
