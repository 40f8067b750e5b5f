import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop, person, revision } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  latest,
  lock,
  push,
  pushQuietly,
  reached,
  refusal,
  run,
  services,
  weights,
} from "./release.fixture.ts";
import { ask, queued, quick, waits } from "./turns.fixture.ts";

const supersede = { policy: { whenBusy: "supersede" as const } };
const versions = async (laptop: Laptop, ...tags: string[]) => {
  for (const tag of tags) await pushQuietly(laptop, tag);
};
const noneLost = ({ traffic }: Laptop) => expect(traffic.ledger.snapshot()).toMatchObject({ lost: 0 });

describe("Given a release under way,", () => {
  test("when three more are asked for, then the newest alone has its turn after it, and the others end with nothing done", () =>
    onLaptop({ policy: quick }, async (laptop) => {
      await versions(laptop, "v2", "v3", "v4", "v5");
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "baking", 50);
      const second = await ask(laptop, "r2", "v3");
      await waits(laptop, "r2");
      const third = await ask(laptop, "r3", "v4");
      expect(await ending(laptop, second)).toMatchObject({
        error: "Release.Superseded",
        cause: expect.stringContaining("release r3 of"),
      });
      const fourth = await ask(laptop, "r4", "v5");
      expect(await ending(laptop, third)).toMatchObject({ error: "Release.Superseded" });
      expect(await queued(laptop)).toEqual(["r4"]);
      expect((await acts(laptop, "r4"))[0]).toMatchObject({
        text: "waits for its turn: release r1 is baking",
      });
      expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
      expect(await ending(laptop, fourth)).toMatchObject({ status: "SUCCEEDED" });
      expect(await run(laptop, "r2")).toBeUndefined();
      expect(await queued(laptop)).toEqual([]);
      expect(await lock(laptop)).toMatchObject({ epoch: 2, last: { run: "r4" } });
      // Planned anew from what it found: the first had changed the sides.
      expect((await run(laptop, "r4"))?.release).toMatchObject({ stable: "green", candidate: "blue" });
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
      noneLost(laptop);
    }));

  test("when its image is pushed once more, then that release waits and finds nothing left to do", () =>
    onLaptop({ policy: quick }, async (laptop) => {
      await push(laptop, "v2");
      const first = await latest(laptop);
      await laptop.clock.sleep(60_000);
      const again = await ask(laptop, "again", "v2");
      await waits(laptop, "again");
      expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
      expect(await ending(laptop, again)).toMatchObject({ error: "Release.AlreadyServing" });
      expect(await lock(laptop)).not.toHaveProperty("owner");
    }));

  test("when one that waits is aborted, then it ends at its next look with nothing done", () =>
    onLaptop({ policy: quick }, async (laptop) => {
      await versions(laptop, "v2", "v3");
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "baking", 50);
      const second = await ask(laptop, "r2", "v3");
      await waits(laptop, "r2");
      expect(await decide(laptop, "promote", "r2")).toMatchObject({ errorType: "Release.NotRunning" });
      expect(await decide(laptop, "abort", "r2")).toMatchObject({ run: "r2", phase: "queued" });
      expect(await ending(laptop, second)).toMatchObject({
        error: "Release.Aborted",
        cause: "bob aborted: for the test",
      });
      expect((await refusal(laptop, "r2"))?.decisions).toMatchObject([{ action: "abort", by: "bob" }]);
      expect(await queued(laptop)).toEqual([]);
      expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
    }));

  test("when one waits longer than it may, then it ends and says for whom it has waited", () =>
    onLaptop({ policy: { ...quick, holdSeconds: 3_000 } }, async (laptop) => {
      await versions(laptop, "v2", "v3");
      await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "holding");
      const second = await ask(laptop, "r2", "v3", { policy: { queueSeconds: 60 } });
      expect(await ending(laptop, second)).toMatchObject({
        error: "Release.NotItsTurn",
        cause: "release r1 is holding, and this release does not wait any longer",
      });
      expect(await refusal(laptop, "r2")).toMatchObject({
        outcome: "refused",
        problem: { error: "Release.NotItsTurn" },
        release: { image: { tag: "v3" }, strategy: "canary", policy: { queueSeconds: 60 } },
        acts: [{ text: "waits for its turn: release r1 is holding" }],
      });
      await decide(laptop, "promote", "r1");
    }));

  test("when one that waits is stopped, then its ticket holds up nobody", () =>
    onLaptop({ policy: quick }, async (laptop) => {
      await versions(laptop, "v2", "v3", "v4");
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "baking", 50);
      const second = await ask(laptop, "r2", "v3");
      await waits(laptop, "r2");
      // Newer, but gone before the second one looks again.
      const third = await ask(laptop, "r3", "v4");
      await waits(laptop, "r3");
      await laptop.world.call("states", "StopExecution", { executionArn: third }, person);
      expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
      expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
    }));
});

describe("Given an active canary, when a newer release supersedes it,", () => {
  test("then all traffic goes back to stable first, and the newer one begins from there", () =>
    onLaptop({ policy: quick }, async (laptop) => {
      await versions(laptop, "v2", "v3");
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "baking", 50);
      const at = laptop.clock.now();
      const second = await ask(laptop, "r2", "v3", supersede);
      while ((await weights(laptop)).green > 0) await laptop.clock.sleep(250);
      expect(laptop.clock.now() - at).toBeLessThan(10_000);
      const end = await ending(laptop, first);
      expect(end).toMatchObject({ error: "Release.Superseded" });
      expect(end.cause).toContain("superseded by run r2: releases");
      expect((await run(laptop, "r1"))?.report).toMatchObject({
        outcome: "rolled-back",
        problem: { error: "Release.Superseded" },
        decisions: [{ action: "supersede", by: "r2" }],
      });
      expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
      expect(await run(laptop, "r2")).toMatchObject({ release: { stable: "blue" } });
      expect(await services(laptop)).toMatchObject({ green: { taskDefinition: revision(3) } });
      noneLost(laptop);
    }));

  test("and a third one both of them, then no request meets a side that is going away, and the third is promoted", () =>
    // So wide a margin that its verdict is no matter of chance.
    onLaptop({ policy: { ...quick, acceptableRate: 0.2, acceptableSlowRate: 0.2 } }, async (laptop) => {
      await versions(laptop, "v2", "v3", "v4");
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "baking", 100);
      const second = await ask(laptop, "r2", "v3", supersede);
      await waits(laptop, "r2");
      const third = await ask(laptop, "r3", "v4", supersede);
      expect(await ending(laptop, second)).toMatchObject({ error: "Release.Superseded" });
      expect(await ending(laptop, first)).toMatchObject({ error: "Release.Superseded" });
      expect(await ending(laptop, third)).toMatchObject({ status: "SUCCEEDED" });
      noneLost(laptop);
    }));

  test("while it waits for a person, then it turns back at once", () =>
    onLaptop({ policy: quick, requestsPerSecond: 0.1 }, async (laptop) => {
      await versions(laptop, "v2", "v3");
      const first = await ask(laptop, "r1", "v2");
      await reached(laptop, "r1", "waiting-for-person");
      const second = await ask(laptop, "r2", "v3", supersede);
      expect(await ending(laptop, first)).toMatchObject({ error: "Release.Superseded" });
      await reached(laptop, "r2", "baking", 50);
      await decide(laptop, "abort", "r2");
      expect((await ending(laptop, second)).cause).toContain("Release.Aborted");
    }));
});

test("Given a promoted release on hold, when a newer one would supersede it, then that one waits, and an alarm of the first still turns it back", () =>
  onLaptop({ policy: quick }, async (laptop) => {
    await versions(laptop, "v2", "v3");
    const first = await ask(laptop, "r1", "v2");
    await reached(laptop, "r1", "holding");
    const second = await ask(laptop, "r2", "v3", supersede);
    await waits(laptop, "r2");
    await laptop.clock.sleep(30_000);
    expect(await run(laptop, "r1")).toMatchObject({ phase: "holding" });
    await decide(laptop, "abort", "r1");
    expect((await ending(laptop, first)).cause).toContain("Release.Aborted");
    await reached(laptop, "r2", "starting");
    expect((await run(laptop, "r2"))?.release).toMatchObject({ stable: "blue" });
    expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
    noneLost(laptop);
  }));

test("Given a release whose owner was stopped, when one waits for it, then it takes the lock over at its next look", () =>
  onLaptop({ policy: quick }, async (laptop) => {
    await versions(laptop, "v2", "v3");
    const first = await ask(laptop, "r1", "v2");
    await reached(laptop, "r1", "baking", 50);
    const second = await ask(laptop, "r2", "v3");
    await waits(laptop, "r2");
    await laptop.world.call("states", "StopExecution", { executionArn: first }, person);
    // Half of the traffic is on a side that nobody looks after: that is for a person to see.
    expect(await ending(laptop, second)).toMatchObject({ error: "Release.Drifted" });
    expect(await queued(laptop)).toEqual([]);
  }));

test("Given an aborted release, when nobody asks again, then nothing is released again by itself", () =>
  onLaptop({ policy: quick }, async (laptop) => {
    await push(laptop, "v2");
    const first = await latest(laptop);
    const name = first.slice(first.lastIndexOf(":") + 1);
    await reached(laptop, name, "baking", 50);
    await decide(laptop, "abort", name);
    expect(await ending(laptop, first)).toMatchObject({ error: "Release.RolledBack" });
    await laptop.clock.sleep(7_200_000);
    expect(await latest(laptop)).toBe(first);
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  }));
