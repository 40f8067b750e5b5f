import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { putItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { beginMigration } from "@signalbox/functions/upgrade/steps/begin-migration";
import { begin } from "@signalbox/functions/workflows/rehearse/steps/begin";
import { rehearse } from "@signalbox/functions/workflows/rehearse/workflow";
import { surveyDatabase } from "@signalbox/functions/workflows/survey-database/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { replacing } from "../matrix/without.ts";
import { onServing } from "./rehearse.fixture.ts";
import { decide } from "./release.fixture.ts";
import { onUpgradable } from "./upgrade.fixture.ts";

describe("the lease of a group's rehearsals", () => {
  /** Most clones that are there at a time, where two rehearsals are asked for at once. */
  async function clonesOf(changed: AnyWorkflow): Promise<number> {
    let most = 0;
    await onServing({ upgrade: "additive", workflows: [changed, surveyDatabase] }, async (on) => {
      const runs = [await on.start("r1")];
      await on.clock.sleep(30_000);
      runs.push(await on.start("r2"));
      await on.clock.sleep(30_000);
      const { DBClusters = [] } = await on.world.call("rds", "DescribeDBClusters", {}, on.person);
      most = DBClusters.length - 1;
      for (const run of runs) await on.ending(run);
    });
    return most;
  }

  test("lets one of two rehearse", async () => {
    expect(await clonesOf(rehearse)).toBe(1);
  });

  test("is taken from whoever has it, and two clones cost at a time", async () => {
    const robs = step({
      ...begin,
      run: async (input, context) => {
        await putItem(workLedgerOf(context, "rehearse", input.group), ledgerKeys.lock, { epoch: 1 });
        return await begin.run(input, context);
      },
    });
    expect(await clonesOf(replacing(rehearse, robs))).toBe(2);
  });
});

test("without the clone's host, a rehearsal migrates what serves", () =>
  onServing({ upgrade: "additive", workflows: [straight(), surveyDatabase] }, async (on) => {
    await on.ending(await on.start("r1"));
    expect(await on.production()).not.toBe(on.before);
  }));

function straight(): AnyWorkflow {
  const leadsNowhere = step({
    ...beginMigration,
    run: ({ host: _, ...input }, context) => beginMigration.run(input, context),
  });
  return replacing(rehearse, leadsNowhere);
}

test("without the stop, a release hears an abort only after its rehearsal", () => {
  const deaf: Guard = (call, next) => (call.operation === "StopExecution" ? Promise.resolve({}) : next(call));
  return onUpgradable({ guards: () => [deaf] }, async (laptop) => {
    const release = await laptop.upgrade("u1", "v0.12.0", "slow");
    while ((await laptop.migrators()).length < 2) await laptop.clock.sleep(1_000);
    const said = laptop.clock.now();
    await decide(laptop, "abort", "u1");
    expect(await laptop.ended(release)).toMatchObject({ error: "Release.Aborted" });
    expect(laptop.clock.now() - said).toBeGreaterThan(60_000);
  });
});
