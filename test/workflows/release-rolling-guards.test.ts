import { readDeployments, readOngoing, stopDeployment } from "@signalbox/functions/aws/service-deployment";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { groupOf, servicesOf } from "@signalbox/functions/workflows/release-rolling/group";
import { forward } from "@signalbox/functions/workflows/release-rolling/settings";
import { checkDeployment } from "@signalbox/functions/workflows/release-rolling/steps/check-deployment";
import { rollBack } from "@signalbox/functions/workflows/release-rolling/steps/roll-back";
import { releaseRolling } from "@signalbox/functions/workflows/release-rolling/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { isByRelease, revision } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, decide, ending, pushQuietly, raise, reached, run, start } from "./release.fixture.ts";
import { onRollingLaptop, type RollingLaptop, rolled, sampled } from "./rolling.fixture.ts";

const replacing = (changed: AnyWorkflow["steps"][number]): AnyWorkflow => ({
  ...releaseRolling,
  steps: releaseRolling.steps.map((old) => (old.name === changed.name ? changed : old)),
});

/** The release's deployments begin with other settings than it asks for. */
const settingsInstead =
  (settings: object): Guard =>
  (call, next) => {
    const isStart = call.operation === "UpdateService" && isByRelease(call);
    const input = isStart ? { ...call.input, deploymentConfiguration: settings } : call.input;
    return next({ ...call, input });
  };

describe("one task more, and never one fewer", () => {
  const play = async (guards: readonly Guard[]) => {
    let seen: Awaited<ReturnType<typeof sampled>> = [];
    const given = { requestsPerSecond: 5, policy: { holdSeconds: 10 }, guards: () => guards };
    await onRollingLaptop(given, async (laptop) => {
      await pushQuietly(laptop, "v2");
      seen = await sampled(laptop, ending(laptop, await start(laptop, "r1", {})));
    });
    return seen[0];
  };

  test("holds by the settings of the deployment", async () => {
    expect(await play([])).toMatchObject({ fewer: 0, more: 1 });
  });
  test("does not with ECS's defaults, nor where fewer may be healthy", async () => {
    expect(await play([settingsInstead({ maximumPercent: 200 })])).toMatchObject({ fewer: 0, more: 3 });
    const fewer = await play([settingsInstead({ minimumHealthyPercent: 0, maximumPercent: 100 })]);
    expect(fewer?.fewer).toBeGreaterThan(0);
  });
});

describe("a look at alarms and decisions with each look at ECS", () => {
  /** Seconds from an abort in mid-deployment to the first act of the way back. */
  const play = async (prepare: (laptop: RollingLaptop) => Promise<void>) => {
    let seconds = Number.NaN;
    await onRollingLaptop({ requestsPerSecond: 5 }, async (laptop) => {
      await prepare(laptop);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "starting");
      const at = laptop.clock.now();
      await decide(laptop, "abort", "r1");
      await ending(laptop, arn);
      const back = (await acts(laptop, "r1")).find(({ state }) => state === "RollBack");
      seconds = (Date.parse(back?.at ?? "") - at) / 1000;
    });
    return seconds;
  };

  /** Looks at ECS alone. */
  const looksBlindly = step({
    ...checkDeployment,
    run: async ({ release, known }, context) => {
      const { cluster } = groupOf(context, release.group);
      let done = true;
      for (const { service } of servicesOf(context, release)) {
        const recent = await readDeployments(context.aws.ecs, cluster, service, release.startedAt);
        const own = recent.find(({ arn }) => !known.includes(arn));
        done &&= own?.deployment.status === "SUCCESSFUL";
      }
      const at = context.clock.now();
      return { done, weight: 0, replaced: 0, deadline: at, at, sentence: "", ends: at, look: 1 };
    },
  });

  test("turns back within seconds of an abort", async () => {
    expect(await play(async () => {})).toBeLessThanOrEqual(8);
  });
  test("is missed: all tasks are replaced first", async () => {
    expect(await play((laptop) => redeploy(laptop, replacing(looksBlindly)))).toBeGreaterThan(30);
  });
});

describe("all services go back together", () => {
  const play = async (prepare: (laptop: RollingLaptop) => Promise<void>) => {
    const left: string[] = [];
    await onRollingLaptop({ services: ["chat", "auth"], requestsPerSecond: 5 }, async (laptop) => {
      await prepare(laptop);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "baking");
      await decide(laptop, "abort", "r1");
      await ending(laptop, arn);
      for (const name of ["chat", "auth"] as const) left.push((await rolled(laptop, name)).taskDefinition);
    });
    return left;
  };

  /** Leaves to ECS what is over. */
  const stopsOnly = step({
    ...rollBack,
    run: async ({ release }, context) => {
      const { cluster } = groupOf(context, release.group);
      for (const { service } of servicesOf(context, release))
        for (const { arn } of await readOngoing(context.aws.ecs, cluster, service))
          await stopDeployment(context.aws.ecs, arn);
      return { done: true, there: true, waitSeconds: 3 };
    },
  });

  test("whether their deployments are under way or over", async () => {
    expect(await play(async () => {})).toEqual([revision(1, "chat"), revision(1, "auth")]);
  });
  test("is missed: a service whose deployment was over stays on the candidate", async () => {
    const left = await play((laptop) => redeploy(laptop, replacing(stopsOnly)));
    expect(left).toContain(revision(2, "auth"));
  });
});

describe("on the way back ECS watches no alarm", () => {
  /** How often stable had to be sent for. */
  const play = async (guards: readonly Guard[]) => {
    let sent = 0;
    await onRollingLaptop({ requestsPerSecond: 5, guards: () => guards }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "holding");
      await decide(laptop, "abort", "r1");
      await laptop.clock.sleep(10_000);
      await raise(laptop);
      await ending(laptop, arn);
      sent = (await acts(laptop, "r1")).filter(({ text }) => text.includes("chat:1 again: ")).length - 1;
    });
    return sent;
  };

  test("so that it goes back once", async () => {
    expect(await play([])).toBe(1);
  });
  test("else an alarm brings the candidate back, which it completed last", async () => {
    expect(await play([settingsInstead(forward(3, ["rolled-errors"]))])).toBe(2);
  });
});

describe("the way back is over when two looks say so", () => {
  /** What the service runs at the end of a release whose first look on its way back sees what was before it. */
  const play = async (prepare: (laptop: RollingLaptop) => Promise<void>) => {
    let runs = "";
    let stale = false;
    const first = new Map<string, object>();
    const remembers: Guard = async (call, next) => {
      if (call.service !== "ecs" || !isByRelease(call)) return await next(call);
      const key = `${call.operation} ${JSON.stringify(call.input)}`;
      const before = first.get(key);
      if (before && stale) return before;
      const answer = await next(call);
      if (!before) first.set(key, answer);
      return answer;
    };
    await onRollingLaptop({ requestsPerSecond: 5, guards: () => [remembers] }, async (laptop) => {
      await prepare(laptop);
      await pushQuietly(laptop, "v2");
      const arn = await start(laptop, "r1", {});
      await reached(laptop, "r1", "starting", 33);
      await decide(laptop, "abort", "r1");
      await laptop.clock.sleep(1_000);
      stale = true;
      while ((await run(laptop, "r1"))?.phase === "starting") await laptop.clock.sleep(500);
      stale = false;
      await ending(laptop, arn);
      runs = (await rolled(laptop)).taskDefinition;
    });
    return runs;
  };

  const looksOnce = step({
    ...rollBack,
    run: async (input, context) => await rollBack.run({ ...input, there: true }, context),
  });

  test("so that one of what was before does not end it", async () => {
    expect(await play(async () => {})).toBe(revision(1, "chat"));
  });
  test("else the candidate goes on behind a release that has ended", async () => {
    const runs = await play((laptop) => redeploy(laptop, replacing(looksOnce)));
    expect(runs).toBe(revision(2, "chat"));
  });
});
