import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { RecoveryRun } from "@signalbox/core/recovery/run";
import { getItem } from "@signalbox/functions/aws/ledger";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import { expect, test } from "vitest";
import {
  executed,
  home,
  ledgerIn,
  minute,
  names,
  onThreeRegions,
  standby,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";
import { isPageUp } from "./recover-from-harm.fixture.ts";
import { backedUp, begin, movesOnceHomeIsLost, said, speechless } from "./restore-regions.fixture.ts";

const timeout = 240_000;

/** Regions that answer and whose page is up. */
async function pagesIn({ world }: ThreeRegions): Promise<string[]> {
  const up: string[] = [];
  for (const region of [home, standby])
    if (await isPageUp(world, await platformIn(world, region, names.platformParameters))) up.push(region);
  return up;
}

const asked = { reason: "database_corruption", requestedBy: "ada" };

const recordIn = (regions: ThreeRegions) =>
  getItem(
    { ...ledgerIn(regions, home), pk: ledgerKeys.work("recover", "harm") },
    ledgerKeys.run("h1"),
    RecoveryRun,
  );

/** A person agrees to the restore, and lets users back. */
async function approvedTo(regions: ThreeRegions, arn: string): Promise<void> {
  const words = { reason: "for the test", by: "ann", action: "approve" };
  while ((await recordIn(regions))?.phase !== "waiting-for-person") {
    await said(regions, "decide-restore", { ...words, restore: "h1-restore" });
    await regions.clock.sleep(minute);
  }
  await said(regions, "decide-recovery", { ...words, run: "h1" });
  expect(await executed(regions, home, arn)).toMatchObject({ status: "SUCCEEDED" });
}

test(
  "in three regions users are kept out of all that answer, one that is gone is done without and named, a standby refuses, and none takes over by itself what carries the harm",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      const time = await backedUp(regions);
      const there = await begin(regions, standby, "recover-from-harm", "h0", { ...asked, time });
      expect(await executed(regions, standby, there)).toMatchObject({ error: "Recovery.NotHere" });
      const dark = cloud.faults.add({ kind: "region-dark", region: third });
      const arn = await begin(regions, home, "recover-from-harm", "h1", { ...asked, time });
      while ((await recordIn(regions))?.phase !== "restoring") await clock.sleep(5_000);
      const { acts = [], plan = [] } = (await recordIn(regions)) ?? {};
      expect(plan.join("\n")).toContain(`users of ${home}, ${standby}, ${third}`);
      const act = (name: string) => acts.find((one) => one.name === name);
      expect(act("h1-quarantine")).toMatchObject({ outcome: "done" });
      expect(act(`h1-page-${standby}`)).toMatchObject({ outcome: "done" });
      expect(act(`h1-page-${third}`)).toMatchObject({ text: expect.stringContaining(third) });
      expect(act(`hold-failover-${standby}`)).toMatchObject({ outcome: "done" });
      expect(act(`hold-failover-${third}`)).toMatchObject({ outcome: "failed" });
      cloud.faults.remove(dark);
      expect(await pagesIn(regions)).toEqual([home, standby]);
      await approvedTo(regions, arn);
      expect(await pagesIn(regions)).toEqual([]);
      expect(await movesOnceHomeIsLost(regions, 10)).toBe(0);
    }),
);

test(
  "where the other regions could neither be held nor told, the loss of the one that writes brings the harm back",
  {
    timeout,
  },
  () =>
    onThreeRegions({ guards: () => [speechless] }, async (regions) => {
      const time = await backedUp(regions);
      regions.cloud.faults.add({ kind: "deny", operation: "DisableRule" });
      await approvedTo(regions, await begin(regions, home, "recover-from-harm", "h1", { ...asked, time }));
      expect(await movesOnceHomeIsLost(regions, 10)).toBeGreaterThan(0);
    }),
);
