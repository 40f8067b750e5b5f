import { scaleInSeconds } from "@signalbox/core/release/limits";
import type { Guard } from "@signalbox/local/gate/gate";
import type { VirtualClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";
import { type Laptop, onLaptop, person, releaseMachine, revision } from "./laptop.fixture.ts";
import {
  acts,
  decide,
  ending,
  latest,
  lock,
  push,
  pushQuietly,
  reached,
  services,
  start,
  weights,
} from "./release.fixture.ts";

const policy = { ladder: [50, 100], bakeSeconds: 60, holdSeconds: 60, drainSeconds: 60 };

const executions = async ({ world }: Laptop): Promise<number> => {
  const asked = { stateMachineArn: releaseMachine };
  return (await world.call("states", "ListExecutions", asked, person)).executions?.length ?? 0;
};

test("Given a release that a person aborted, when six hours pass, then nothing tries it again", () =>
  onLaptop({ policy }, async (laptop) => {
    await push(laptop, "v2");
    const arn = await latest(laptop);
    const name = arn.slice(arn.lastIndexOf(":") + 1);
    await reached(laptop, name, "baking", 50);
    await decide(laptop, "abort", name);
    await ending(laptop, arn);
    await laptop.traffic.stop();
    const acted = (await acts(laptop, name)).length;
    await laptop.clock.sleep(21_600_000);
    expect(await executions(laptop)).toBe(1);
    expect(await acts(laptop, name)).toHaveLength(acted);
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    expect(await services(laptop)).toMatchObject({ green: { desiredCount: 0, runningCount: 0 } });
  }));

test("Given a release that failed its analysis, when the next one comes, then nothing has to be cleared first and it is promoted", () =>
  onLaptop({ policy: { ...policy, latencySeconds: 0.25 } }, async (laptop) => {
    await push(laptop, "v2", "slow");
    expect(await ending(laptop, await latest(laptop))).toMatchObject({ error: "Release.RolledBack" });
    await push(laptop, "v3");
    await laptop.clock.sleep(5_000);
    expect(await ending(laptop, await latest(laptop))).toMatchObject({ status: "SUCCEEDED" });
    expect(await services(laptop)).toMatchObject({
      blue: { desiredCount: 0 },
      green: { desiredCount: 3, taskDefinition: revision(3) },
    });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given old tasks that never stop, when all traffic has left them, then the release says so within its bound instead of hanging", () => {
  let leaving = Number.POSITIVE_INFINITY;
  /** Once a side was scaled in, ECS goes on to say that one of its tasks runs. */
  const undying = (clock: VirtualClock): Guard[] => [
    async (call, next) => {
      const answer = await next(call);
      if (call.operation === "UpdateService" && "desiredCount" in call.input && call.input.desiredCount === 0)
        leaving = clock.now();
      const found = "services" in answer && Array.isArray(answer.services) ? answer.services : [];
      if (call.operation !== "DescribeServices" || leaving > clock.now()) return answer;
      return {
        ...answer,
        services: found.map((one) => (one.desiredCount === 0 ? { ...one, runningCount: 1 } : one)),
      };
    },
  ];
  return onLaptop({ policy, guards: undying }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ error: "Release.NeedsAPerson" });
    expect(end.cause).toContain("Release.NotScaledIn");
    expect(laptop.clock.now() - leaving).toBeLessThanOrEqual((scaleInSeconds + 60) * 1000);
    expect((await lock(laptop))?.stuck).toContain("Release.NotScaledIn");
    expect(await weights(laptop)).toEqual({ blue: 0, green: 100 });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  });
});

test("Given a stable side that somebody scaled in during the release, when it is aborted, then neither side waits for the other: tasks come first, then the traffic, then the candidate goes", () =>
  onLaptop({ policy: { ...policy, bakeSeconds: 3_000, leastMinutes: 60 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "shifting", 50);
    await decide(laptop, "promote", "r1");
    await reached(laptop, "r1", "baking", 100);
    const { cluster } = laptop.group;
    const { service } = laptop.service.sides.blue;
    await laptop.world.call("ecs", "UpdateService", { cluster, service, desiredCount: 1 }, person);
    await laptop.clock.sleep(600_000);
    await decide(laptop, "abort", "r1");
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    expect(await services(laptop)).toMatchObject({
      blue: { desiredCount: 3, runningCount: 3 },
      green: { desiredCount: 0, runningCount: 0 },
    });
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a release that was aborted, when its image is asked for again, then it begins at the first weight and is promoted", () =>
  onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const first = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 100);
    await decide(laptop, "abort", "r1");
    await ending(laptop, first);
    expect(await ending(laptop, await start(laptop, "r2", {}))).toMatchObject({ status: "SUCCEEDED" });
    expect((await acts(laptop, "r2")).flatMap(({ weight }) => weight ?? [])).toEqual(policy.ladder);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));
