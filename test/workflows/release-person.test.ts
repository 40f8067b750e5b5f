import type { Guard } from "@signalbox/local/gate/gate";
import type { VirtualClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";
import { onLaptop } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, run, start, weights } from "./release.fixture.ts";

test("Given a bake, when a person aborts, then the release turns back within five seconds and says who and why", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 25);
    const at = laptop.clock.now();
    expect(await decide(laptop, "abort", "open-webui")).toMatchObject({ run: "r1", answered: true });
    while ((await weights(laptop)).green > 0) await laptop.clock.sleep(250);
    expect(laptop.clock.now() - at).toBeLessThanOrEqual(5_000);
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ error: "Release.RolledBack" });
    expect(end.cause).toContain("Release.Aborted: bob aborted: for the test");
    expect((await run(laptop, "r1"))?.report?.decisions).toMatchObject([{ action: "abort", by: "bob" }]);
  }));

test("Given a candidate that is not healthy yet, when a person aborts, then the next look turns back", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2", "unhealthy");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "starting");
    expect(await decide(laptop, "abort", "r1")).toMatchObject({ phase: "starting", answered: false });
    expect((await ending(laptop, arn)).cause).toContain("Release.Aborted");
  }));

test("Given a bake, when a person promotes, then the next weight comes at once, and the bake after it lasts as long as ever", () =>
  onLaptop({ policy: { ladder: [10, 50, 100], leastMinutes: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 10);
    const at = laptop.clock.now();
    expect(await decide(laptop, "promote", "r1")).toMatchObject({ answered: true });
    await reached(laptop, "r1", "shifting", 50);
    expect(laptop.clock.now() - at).toBeLessThan(60_000);
    await reached(laptop, "r1", "baking", 50);
    const baking = laptop.clock.now();
    await reached(laptop, "r1", "shifting", 100);
    expect(laptop.clock.now() - baking).toBeGreaterThanOrEqual(300_000 - 61_000);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
  }));

test("Given a release between two waits, when a person promotes, then the next wait is answered at once", () =>
  onLaptop({ policy: { ladder: [50, 100], bakeSeconds: 3_000 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await start(laptop, "r1", {});
    await reached(laptop, "r1", "shifting", 50);
    expect(await decide(laptop, "promote", "r1")).toMatchObject({ answered: false });
    const at = laptop.clock.now();
    await reached(laptop, "r1", "shifting", 100);
    expect(laptop.clock.now() - at).toBeLessThan(300_000);
    await decide(laptop, "abort", "r1");
  }));

test("Given too little traffic, when the bake was extended twice, then a person is asked, and expiry rolls back", () =>
  onLaptop({ requestsPerSecond: 0.1, policy: { personSeconds: 1_800 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    const verdicts = (await acts(laptop, "r1")).flatMap(({ verdict }) => verdict ?? []);
    expect(verdicts).toEqual(["inconclusive", "inconclusive", "inconclusive"]);
    const asked = laptop.clock.now();
    await reached(laptop, "r1", "rolling-back");
    expect(laptop.clock.now() - asked).toBeGreaterThanOrEqual(1_800_000 - 1_000);
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ error: "Release.RolledBack" });
    expect(end.cause).toContain("Release.NobodyDecided");
  }));

test("Given a release that waits for a person, when one promotes, then it goes on to the next weight", () =>
  onLaptop({ requestsPerSecond: 0.1, policy: { extensions: 0 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person", 10);
    expect(await decide(laptop, "promote", "r1")).toMatchObject({ answered: true });
    await reached(laptop, "r1", "waiting-for-person", 25);
    await decide(laptop, "abort", "r1");
  }));

test("Given a hold, when a person promotes, then the old side is scaled in without waiting for its end", () =>
  onLaptop({ policy: { ladder: [100], holdSeconds: 80_000 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    const at = laptop.clock.now();
    await decide(laptop, "promote", "r1");
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    expect(laptop.clock.now() - at).toBeLessThan(600_000);
  }));

test("Given a release between two waits, when a person promotes twice, then one wait is answered and the next is not", () =>
  onLaptop({ policy: { ladder: [50, 100], bakeSeconds: 3_000, leastMinutes: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await start(laptop, "r1", {});
    await reached(laptop, "r1", "shifting", 50);
    await decide(laptop, "promote", "r1");
    await laptop.clock.sleep(1_000);
    await decide(laptop, "promote", "r1");
    await reached(laptop, "r1", "baking", 100);
    const at = laptop.clock.now();
    await reached(laptop, "r1", "draining");
    expect(laptop.clock.now() - at).toBeGreaterThanOrEqual(3_000_000 - 61_000);
    await decide(laptop, "abort", "r1");
  }));

test("Given a hold that is over, when a person aborts before the old side is scaled in, then the release still turns back", () => {
  let closing = false;
  let aborted = false;
  const hold = (clock: VirtualClock): Guard[] => [
    async (call, next) => {
      closing ||= call.operation === "UpdateItem" && JSON.stringify(call.input).includes('"closing"');
      while (closing && !aborted && call.operation === "UpdateItem") await clock.sleep(10);
      return await next(call);
    },
  ];
  return onLaptop({ policy: { ladder: [100], holdSeconds: 60 }, guards: hold }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    while (!closing) await laptop.clock.sleep(10);
    expect(await decide(laptop, "abort", "r1")).toMatchObject({ phase: "holding", answered: false });
    aborted = true;
    expect((await ending(laptop, arn)).cause).toContain("Release.Aborted");
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  });
});

test("Given a release that is closing, when a person aborts, then it is too late and nothing changes", () => {
  const slowly = (clock: VirtualClock): Guard[] => [
    async (call, next) => {
      if (call.operation === "UpdateService" && "desiredCount" in call.input && call.input.desiredCount === 0)
        await clock.sleep(5_000);
      return await next(call);
    },
  ];
  const policy = { ladder: [100], holdSeconds: 60 };
  return onLaptop({ policy, guards: slowly }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "closing");
    expect(await decide(laptop, "abort", "r1")).toMatchObject({ errorType: "Release.TooLate" });
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
  });
});
