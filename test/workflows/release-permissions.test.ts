import type { AnyWorkflow } from "@signalbox/functions/step";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { blueGreen } from "@signalbox/functions/workflows/release-blue-green/strategy";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import { rolling } from "@signalbox/functions/workflows/release-rolling/strategy";
import { iamAction } from "@signalbox/local/gate/iam-actions";
import { describe, expect, test } from "vitest";
import { type Laptop, onLaptop, roleOf } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { decide, ending, pushQuietly, reached, run, start, weights } from "./release.fixture.ts";

/** What `release` reads of groups that are released otherwise, and of those whose image owns a schema. */
const readByOthers = [blueGreen, rolling]
  .flatMap(({ allow }) => Object.values(allow).flatMap((some) => some.flatMap(({ actions }) => actions)))
  .concat("backup:ListBackupJobs");

describe("permissions", () => {
  const without = (action: string): AnyWorkflow => ({
    ...releaseCanary,
    steps: releaseCanary.steps.map((step) => ({
      ...step,
      allow: step.allow
        .map((permission) => ({
          ...permission,
          actions: permission.actions.filter((each) => each !== action),
        }))
        .filter(({ actions }) => actions.length > 0),
    })),
  });

  test("without elasticloadbalancing:ModifyRule the release fails by that name, before any traffic moved", () =>
    onLaptop({}, async (laptop) => {
      await redeploy(laptop, without("elasticloadbalancing:ModifyRule"));
      await pushQuietly(laptop, "v2");
      const end = await ending(laptop, await start(laptop, "r1", {}));
      expect(end).toMatchObject({ status: "FAILED", error: "AccessDenied" });
      expect(end.cause).toContain("elasticloadbalancing:ModifyRule");
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
      expect((await run(laptop, "r1"))?.report?.requests.candidate).toBe(0);
    }));

  test("what the steps declare is what they call: no more, over a release that turns back, the one that supersedes it, and one that waits for a person", async () => {
    const called = new Map([release, releaseCanary].map(({ name }) => [name, new Set<string>()]));
    const used = async (laptop: Laptop) => {
      for (const { service, operation, context } of laptop.calls)
        for (const [name, actions] of called)
          if (context.principal.kind === "role" && context.principal.arn.endsWith(`/${roleOf(name)}`))
            actions.add(iamAction(service, operation));
    };
    const policy = { ladder: [50, 100], bakeSeconds: 60, holdSeconds: 60, drainSeconds: 60 };
    await onLaptop({ policy }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await pushQuietly(laptop, "v3");
      const first = await start(laptop, "r1", {});
      await reached(laptop, "r1", "shifting", 50);
      await decide(laptop, "promote", "r1");
      await reached(laptop, "r1", "baking", 100);
      const image = { repository: laptop.group.repository, tag: "v3" };
      const second = await start(laptop, "r2", { image, policy: { whenBusy: "supersede" } });
      expect(await ending(laptop, first)).toMatchObject({ error: "Release.Superseded" });
      expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
      await used(laptop);
    });
    await onLaptop({ policy: { extensions: 0 }, requestsPerSecond: 0.1 }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await start(laptop, "r1", {});
      await reached(laptop, "r1", "waiting-for-person");
      await used(laptop);
    });
    for (const { name, steps } of [release, releaseCanary]) {
      // What is declared of things that the platform has none of is in no role.
      const declared = steps.flatMap(({ allow }) =>
        allow.flatMap(({ actions, resource }) => (resource === "prometheusWorkspace" ? [] : actions)),
      );
      const others = name === "release" ? readByOthers : [];
      // Roles are handed on, not called.
      const needless = new Set(declared)
        .difference(called.get(name) ?? new Set())
        .difference(new Set([...others, "iam:PassRole"]));
      expect({ name, needless: [...needless] }).toEqual({ name, needless: [] });
    }
  });
});
