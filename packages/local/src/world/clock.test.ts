import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { continuedClock, newClock, realClock, realTime, virtualClock } from "./clock.ts";

describe("virtual time", () => {
  test("wakes sleepers by time, then by order of arrival, and costs no real time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 1e12 }), { maxLength: 30 }), async (delays) => {
        const clock = virtualClock(0);
        const woken: [number, number][] = [];
        const sleepers = delays.map(async (ms, index) => {
          await clock.sleep(ms);
          woken.push([clock.now(), index]);
        });
        await clock.run(Promise.all(sleepers));
        expect(woken).toEqual(
          delays.map((ms, index): [number, number] => [ms, index]).toSorted((a, b) => a[0] - b[0]),
        );
      }),
    );
  });

  test("a sleep that is given up neither resolves nor holds time back", async () => {
    const clock = virtualClock(0);
    const given = new AbortController();
    const late = clock.sleep(1_000_000, given.signal);
    given.abort(new Error("no longer wanted"));
    await expect(late).rejects.toThrow("no longer wanted");
    await clock.run(clock.sleep(5));
    expect(clock.now()).toBe(5);
  });

  test("stands still while real work is held", async () => {
    const clock = virtualClock(0);
    const work = clock.hold(
      new Promise<number>((resolve) => setImmediate(() => setImmediate(() => resolve(clock.now())))),
    );
    const sleeper = clock.sleep(10);
    expect(await clock.run(work)).toBe(0);
    await clock.run(sleeper);
  });

  test("says so when work waits for nothing that could ever come", async () => {
    await expect(virtualClock().run(new Promise(() => {}))).rejects.toThrow("nobody sleeps");
  });
});

describe("real time", () => {
  test("runs by its factor from its start, and hurries while asked to", async () => {
    const clock = realClock(10, 1_000_000);
    expect(clock.now()).toBeGreaterThanOrEqual(1_000_000);
    const before = clock.now();
    await clock.hurry(clock.sleep(600));
    expect(clock.now() - before).toBeGreaterThanOrEqual(600);
    expect(clock.kind).toBe("accelerated");
  });

  test("that runs fast does not run on while the machine is busy elsewhere", async () => {
    const clock = realClock(20, 0);
    const done = new AbortController();
    const sleeping = clock.sleep(3_600_000, done.signal);
    const [before, began] = [clock.now(), performance.now()];
    while (performance.now() - began < 100);
    expect(clock.now() - before).toBeLessThanOrEqual(500);
    done.abort(new Error("enough"));
    await expect(sleeping).rejects.toThrow("enough");
  });

  test("that runs fast keeps to real time while real work is held, and who sleeps meanwhile does not oversleep", async () => {
    const clock = realClock(1_000, 0);
    const begun = Promise.withResolvers<void>();
    const work = clock.hold(begun.promise);
    const minutes = clock.sleep(600_000);
    const real = performance.now();
    const world = clock.now();
    await new Promise((resolve) => setImmediate(resolve));
    expect(clock.now() - world).toBeLessThanOrEqual(performance.now() - real);
    begun.resolve();
    await work;
    await minutes;
  });

  test.each([1, 20])(
    "at a factor of %i, who sleeps is woken however often real work is held",
    async (factor) => {
      const clock = realClock(factor, 0);
      let isAwake = false;
      void clock.sleep(5 * factor).then(() => {
        isAwake = true;
      });
      const began = performance.now();
      while (!isAwake && performance.now() - began < 3_000)
        await clock.hold(new Promise<void>((resolve) => setImmediate(resolve)));
      expect(isAwake).toBe(true);
    },
  );

  test("that was away for an hour has an hour behind it, however fast it runs", () => {
    const before = realTime() - 3_600_000;
    const clock = continuedClock(20, { world: 0, real: before });
    const passed = clock.now();
    expect(passed).toBeGreaterThanOrEqual(3_600_000);
    expect(passed).toBeLessThanOrEqual(3_600_000 + 20 * (realTime() - before - 3_600_000 + 2));
  });

  test("that hurried through a boot is real time again after it", async () => {
    const clock = newClock(1);
    expect(clock.now()).toBeLessThan(realTime());
    await clock.hurry(Promise.resolve().then(() => clock.sleep(1_000)));
    expect(Math.abs(clock.now() - realTime())).toBeLessThan(1_000);
  });

  test("a sleep ends at once when its signal aborts", async () => {
    const given = new AbortController();
    const sleeping = realClock().sleep(3_600_000, given.signal);
    given.abort(new Error("stop"));
    await expect(sleeping).rejects.toThrow("stop");
  });
});
