import type { Side } from "@signalbox/core/platform/platform";
import { previewCookie } from "@signalbox/core/release/preview";
import type { AnyWorkflow } from "@signalbox/functions/step";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import type { WorldClock } from "@signalbox/local/world/clock";
import { describe, expect, test } from "vitest";
import { browser } from "./browsers.fixture.ts";
import { type Laptop, onLaptop, person } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, start, weights } from "./release.fixture.ts";
import { onSplitLaptop } from "./split.fixture.ts";

/** Percent of the requests with the preview's cookie that each side gets. */
const previewed = ({ service }: Pick<Laptop, "service">) => ({
  ...service,
  listenerRuleArns: service.previewRuleArns ?? [],
});
const tried = (laptop: Laptop): Promise<Record<Side, number>> => weights(laptop, previewed(laptop));

/** Asks every five seconds until the execution has ended, and a while longer. */
async function keepTrying(laptop: Laptop, arn: string, ask: () => Promise<string>) {
  let over = false;
  const asking = (async () => {
    while (!over) {
      await ask();
      await laptop.clock.sleep(5_000);
    }
  })();
  const end = await ending(laptop, arn);
  await laptop.clock.sleep(900_000);
  over = true;
  await asking;
  return end;
}

const policy = { ladder: [10, 100], bakeSeconds: 240, holdSeconds: 60, drainSeconds: 60 };

/** ELB takes its time for every change of a rule but the first, which opens the preview. */
const slowShifts = (clock: WorldClock): Guard => {
  let before = 0;
  return async (call, next) => {
    if (call.operation === "ModifyRule" && before++ > 0) await clock.sleep(5_000);
    return await next(call);
  };
};

test("Given a canary, when its targets are healthy, then the cookie leads to the candidate before the first weight and at any, and to what stands at either end", () =>
  onLaptop({ policy, guards: (clock) => [slowShifts(clock)] }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const tester = browser(laptop, `theme=dark; ${previewCookie}; lang=en`);
    const other = browser(laptop, "signalbox-preview=no");
    expect(await tester.ask()).toBe("v0.11.0");
    const arn = await start(laptop, "r1", {});
    while ((await tried(laptop)).green < 100) await laptop.clock.sleep(100);
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    expect(await tester.ask()).toBe("v2");
    expect(await other.ask()).toBe("v0.11.0");
    await reached(laptop, "r1", "baking", 10);
    const asked = await Promise.all(Array.from({ length: 20 }, () => tester.ask()));
    expect(new Set(asked)).toEqual(new Set(["v2"]));
    const end = await keepTrying(laptop, arn, tester.ask);
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    expect(new Set(tester.served.slice(1))).toEqual(new Set(["v2"]));
    expect(await tried(laptop)).toEqual({ blue: 0, green: 100 });
    const opened = (await acts(laptop, "r1")).find(({ state }) => state === "OpenPreview");
    expect(opened?.text).toContain(`curl --cookie ${previewCookie}`);
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a group of two services, when its candidate can be tried out, then the cookie leads to it by a rule before each rule, and back by all of them", () =>
  onSplitLaptop({ policy: { ...policy, ladder: [50, 100] }, preview: true }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const tester = browser(laptop, previewCookie, { balancer: "split", port: 9090 });
    const paths = ["/api/v1/auths/signin", "/oauth/x", "/api/v1/users/x", "/anything"];
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 50);
    for (const path of [...paths, ...paths]) expect(await tester.ask(path)).toBe("v2");
    await decide(laptop, "abort", "r1");
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
    for (const service of laptop.group.services)
      expect(await weights(laptop, previewed({ service }))).toEqual({ blue: 100, green: 0 });
    for (const path of paths) expect(await tester.ask(path)).toBe("v1");
  }));

test("Given a candidate that somebody tries out, when the release turns back, then the cookie leads to stable before the candidate goes", () =>
  onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const tester = browser(laptop, previewCookie);
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "baking", 10);
    await decide(laptop, "abort", "r1");
    expect(await keepTrying(laptop, arn, tester.ask)).toMatchObject({ error: "Release.RolledBack" });
    expect(await tried(laptop)).toEqual({ blue: 100, green: 0 });
    expect(new Set(tester.served)).toEqual(new Set(["v2", "v0.11.0"]));
    expect(tester.served.lastIndexOf("v2")).toBeLessThan(tester.served.indexOf("v0.11.0"));
  }));

test("Given a candidate that was only ever tried out, when the release turns back, then it keeps its tasks for as long as a stream may last", () =>
  onLaptop({ policy: { ...policy, drainSeconds: 600 } }, async (laptop) => {
    await redeploy(laptop, {
      ...releaseCanary,
      steps: releaseCanary.steps.map((step) =>
        step.name === "ShiftTraffic" ? { ...step, run: () => Promise.reject(new Error("no shift")) } : step,
      ),
    });
    await pushQuietly(laptop, "v2");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ status: "FAILED", error: "Error" });
    expect(await tried(laptop)).toEqual({ blue: 100, green: 0 });
    const all = await acts(laptop, "r1");
    const at = (state: string) => Date.parse(all.find((act) => act.state === state)?.at ?? "");
    expect(at("ScaleIn") - at("RollBack")).toBeGreaterThanOrEqual(600_000);
  }));

describe("the rules for the cookie", () => {
  /** Somebody points one at a side, past the orchestrator. */
  async function point({ world, service }: Laptop, to: Side): Promise<void> {
    const TargetGroups = (["blue", "green"] as const).map((side) => ({
      TargetGroupArn: service.sides[side].targetGroupArn,
      Weight: side === to ? 100 : 0,
    }));
    const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups } }];
    const RuleArn = service.previewRuleArns?.[0];
    await world.call("elasticloadbalancing", "ModifyRule", { RuleArn, Actions }, person);
  }

  test("Given one that somebody pointed elsewhere, when a release is asked for, then that is drift", () =>
    onLaptop({ policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await point(laptop, "green");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
      expect(end.cause).toContain(laptop.service.previewRuleArns?.[0]);
    }));

  test("Given one that somebody pointed elsewhere in mid-release, then the release turns back", () =>
    onLaptop({ policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking", 10);
      await point(laptop, "blue");
      const end = await ending(laptop, arn);
      expect(end).toMatchObject({ error: "Release.RolledBack" });
      expect(end.cause).toContain("Release.Drifted");
    }));

  test("once the way back forgets them, whoever has the cookie is left without an answer", () =>
    onLaptop({ policy }, async (laptop) => {
      await redeploy(laptop, forgetful);
      await pushQuietly(laptop, "v2");
      const tester = browser(laptop, previewCookie);
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking", 10);
      await decide(laptop, "abort", "r1");
      await keepTrying(laptop, arn, tester.ask);
      expect(tester.served).toContain("lost");
    }));

  /** The canary's workflow, whose steps from the way back on know of no rules but those of the weights, and look at no requests. */
  const forgetful: AnyWorkflow = {
    ...releaseCanary,
    steps: releaseCanary.steps.map((step) => {
      if (step.name === "Drain") return { ...step, run: async () => ({ done: true, waitSeconds: 3 }) };
      if (!["RollBack", "ReadBackWeights", "ScaleIn"].includes(step.name)) return step;
      const run: typeof step.run = (input, context) =>
        step.run(input, { ...context, platform: withoutPreview(context.platform) });
      return { ...step, run };
    }),
  };
  function withoutPreview(platform: Laptop["platform"]): Laptop["platform"] {
    const groups = platform.groups.map((group) =>
      group.strategy === "canary"
        ? { ...group, services: group.services.map(({ previewRuleArns: _, ...service }) => service) }
        : group,
    );
    return { ...platform, groups };
  }
});
