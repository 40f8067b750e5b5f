import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { busyBrowsers } from "./browsers.fixture.ts";
import { type Laptop, onLaptop, person } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, start, weights } from "./release.fixture.ts";

const policy = {
  ladder: [20, 60, 100],
  bakeSeconds: 300,
  stickySeconds: 120,
  holdSeconds: 60,
  drainSeconds: 60,
};

/** Seconds for which users stick to a side by the rules of the weights; 0 where they do not. */
async function stickiness({ world, service }: Laptop): Promise<number> {
  const RuleArns = [...service.listenerRuleArns];
  const { Rules } = await world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, person);
  const config = Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroupStickinessConfig;
  return config?.Enabled ? (config.DurationSeconds ?? 0) : 0;
}

test("Given users who are never quiet, when candidates are sticky, then each stays on one side while a weight bakes, and the weights win at each shift", () =>
  onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const busy = busyBrowsers(laptop, 100);
    const arn = await start(laptop, "r1", {});
    for (const weight of [20, 60]) {
      await reached(laptop, "r1", "baking", weight);
      expect(await stickiness(laptop)).toBe(120);
      await laptop.clock.sleep(25_000);
      const before = busy.users.map(({ served }) => served.at(-1));
      const from = busy.users[0]!.served.length - 1;
      await laptop.clock.sleep(200_000);
      for (const [index, { served }] of busy.users.entries())
        expect(new Set(served.slice(from))).toEqual(new Set([before[index]]));
      // Four standard deviations of 100 users who chose by the weight.
      const spread = 4 * Math.sqrt((weight * (100 - weight)) / 100);
      expect(Math.abs(busy.on("v2") - weight)).toBeLessThan(spread);
    }
    await reached(laptop, "r1", "draining");
    expect(await stickiness(laptop)).toBe(0);
    await laptop.clock.sleep(25_000);
    expect(busy.on("v2")).toBe(100);
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    await busy.stop();
    expect(busy.lost()).toBe(0);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given users who stick to a candidate, when the release turns back, then nobody is left on the side that leaves", () =>
  onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const busy = busyBrowsers(laptop, 60);
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 60);
    await laptop.clock.sleep(60_000);
    expect(busy.on("v2")).toBeGreaterThan(0);
    await decide(laptop, "abort", "r1");
    await reached(laptop, "r1", "rolling-back");
    await laptop.clock.sleep(25_000);
    expect(busy.on("v2")).toBe(0);
    expect(await stickiness(laptop)).toBe(0);
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    await busy.stop();
    expect(busy.lost()).toBe(0);
  }));

describe("users who are not set free", () => {
  /** Whoever writes a rule finds it sticky afterwards, and is told that it is not. */
  const clinging: Guard = async (call, next) => {
    if (call.operation === "DescribeRules") {
      const text = JSON.stringify(await next(call));
      return JSON.parse(text.replaceAll(/\{"Enabled":true,"DurationSeconds":\d+\}/g, '{"Enabled":false}'));
    }
    if (call.operation !== "ModifyRule") return await next(call);
    const text = JSON.stringify(call.input).replaceAll(
      '{"Enabled":false}',
      '{"Enabled":true,"DurationSeconds":120}',
    );
    return await next({ ...call, input: JSON.parse(text) });
  };

  test("stay on the side that leaves for as long as they are never quiet, and only what is served shows it", () =>
    onLaptop({ policy: { ...policy, stickySeconds: 0 }, guards: () => [clinging] }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const busy = busyBrowsers(laptop, 60);
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking", 20);
      await decide(laptop, "abort", "r1");
      const end = await ending(laptop, arn);
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
      expect(busy.on("v2")).toBeGreaterThan(0);
      expect(end).toMatchObject({ status: "FAILED", error: "Release.NeedsAPerson" });
      expect(end.cause).toContain("Release.StillServed");
      await busy.stop();
    }));
});

test("Given a cookie's life that is negative or longer than a bake, when such a release is asked for, then it is refused with the reason", () =>
  onLaptop({}, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const asked = { policy: { bakeSeconds: 60, stickySeconds: 61 } };
    const end = await ending(laptop, await start(laptop, "r1", asked));
    expect(end).toMatchObject({ status: "FAILED", error: "Release.InvalidRequest" });
    expect(end.cause).toContain("make stickySeconds at most bakeSeconds");
    expect(await acts(laptop, "r1")).toEqual([]);
    const negative = await ending(laptop, await start(laptop, "r2", { policy: { stickySeconds: -1 } }));
    expect(negative).toMatchObject({ status: "FAILED", error: "Release.InvalidRequest" });
    expect(negative.cause).toContain("stickySeconds");
  }));
