import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop, revision } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  pushQuietly,
  raise,
  reached,
  services,
  start,
  weights,
} from "./release.fixture.ts";

const policy = { ladder: [50, 100], bakeSeconds: 60, holdSeconds: 60, drainSeconds: 60 };

const imageOf = ({ group }: Laptop, tag: string) => ({ image: { repository: group.repository, tag } });

/** Releases a version to its end, with the one before it out of the way. */
async function released(laptop: Laptop, tag: string, run: string): Promise<void> {
  await pushQuietly(laptop, tag);
  const arn = await start(laptop, run, imageOf(laptop, tag));
  expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
}

test("Given a second release at half of the traffic, when a third one supersedes it behind a load balancer that lags, then the second's tasks stay until nobody is sent to them", () =>
  onLaptop({ policy }, async (laptop) => {
    await released(laptop, "v2", "r1");
    laptop.cloud.faults.add({ kind: "weights-lag", seconds: 120 });
    await pushQuietly(laptop, "v3");
    const second = await start(laptop, "r2", imageOf(laptop, "v3"));
    await reached(laptop, "r2", "baking", 50);
    await pushQuietly(laptop, "v4");
    const third = await start(laptop, "r3", { ...imageOf(laptop, "v4"), policy: { whenBusy: "supersede" } });
    expect((await ending(laptop, second)).cause).toContain("superseded by run r3: releases ");
    expect(await services(laptop)).toMatchObject({ green: { runningCount: 3, taskDefinition: revision(2) } });
    expect(await ending(laptop, third)).toMatchObject({ status: "SUCCEEDED" });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a version that was promoted and held long ago, when a person goes back under a raised alarm, then the one before it has the traffic as soon as its tasks are healthy, unjudged", () =>
  onLaptop({ policy }, async (laptop) => {
    await released(laptop, "v2", "r1");
    await laptop.clock.sleep(2 * 3_600_000);
    await raise(laptop);
    const asked = laptop.clock.now();
    const back = {
      image: undefined,
      group: laptop.group.name,
      back: true,
      reason: "v2 loses chats",
    } as const;
    expect(await ending(laptop, await start(laptop, "r2", back))).toMatchObject({ status: "SUCCEEDED" });
    const shifts = (await acts(laptop, "r2")).flatMap(({ weight, at }) => (weight === undefined ? [] : [at]));
    expect(shifts).toHaveLength(1);
    expect(Date.parse(shifts[0]!) - asked).toBeLessThan(60_000);
    expect((await acts(laptop, "r2")).flatMap(({ verdict }) => verdict ?? [])).toEqual([]);
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    expect(await services(laptop)).toMatchObject({ blue: { runningCount: 3, taskDefinition: revision(1) } });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

describe("Given a version in service that fails its users", () => {
  /** Brings it there: without its alarm, and by a person who promotes it at each weight. */
  async function failing(laptop: Laptop): Promise<void> {
    await pushQuietly(laptop, "v2", "errors");
    const arn = await start(laptop, "r1", { policy: { alarms: [] } });
    for (const weight of policy.ladder) {
      await reached(laptop, "r1", "baking", weight);
      await decide(laptop, "promote", "r1");
    }
    await ending(laptop, arn);
    await laptop.clock.sleep(600_000);
  }

  test("when its mend is released, then the alarm that it rings is left out by name, and the mend takes over weight by weight", () =>
    onLaptop({ policy }, async (laptop) => {
      await failing(laptop);
      await pushQuietly(laptop, "v3");
      const refused = await ending(laptop, await start(laptop, "r2", imageOf(laptop, "v3")));
      expect(refused.error).toBe("Release.AlarmAlreadyRaised");
      const mend = await start(laptop, "r3", { ...imageOf(laptop, "v3"), policy: { alarms: [] } });
      expect(await ending(laptop, mend)).toMatchObject({ status: "SUCCEEDED" });
      expect((await acts(laptop, "r3")).flatMap(({ weight }) => weight ?? [])).toEqual(policy.ladder);
      expect(await services(laptop)).toMatchObject({ blue: { taskDefinition: revision(3) } });
    }));

  test("when the next one never gets healthy, then users stay where they are", () =>
    onLaptop({ policy: { ...policy, healthySeconds: 120 } }, async (laptop) => {
      await failing(laptop);
      await pushQuietly(laptop, "v3", "unhealthy");
      const worse = await start(laptop, "r2", { ...imageOf(laptop, "v3"), policy: { alarms: [] } });
      expect((await ending(laptop, worse)).cause).toContain("Release.TargetsUnhealthy");
      expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
      expect(await services(laptop)).toMatchObject({
        blue: { desiredCount: 0, runningCount: 0 },
        green: { runningCount: 3, taskDefinition: revision(2) },
      });
    }));
});
