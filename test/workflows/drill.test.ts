import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { RunbookReport } from "@signalbox/core/runbook/report";
import { getItem } from "@signalbox/functions/aws/ledger";
import { expect, test } from "vitest";
import {
  executed,
  home,
  keepReady,
  ledgerIn,
  membersOf,
  minute,
  names,
  onThreeRegions,
  reaches,
  runsIn,
  says,
  standby,
  start,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";
import { regionWriters } from "./region-writers.fixture.ts";

const timeout = 120_000;
const asked = { reason: "the drill of the quarter", requestedBy: "ada", minutes: 10 };

const report = (regions: ThreeRegions, execution: string) => {
  const ledger = { ...ledgerIn(regions, standby), pk: ledgerKeys.work("runbook", names.deployed("drill")) };
  return getItem(ledger, ledgerKeys.run(execution.slice(execution.lastIndexOf(":") + 1)), RunbookReport);
};

test(
  "a drill moves users there and back without a lost write, says how long each way took, and leaves what was",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock } = regions;
      keepReady(regions, home, standby, third);
      const writers = await regionWriters(regions);
      await clock.sleep(3 * minute);
      const execution = await start(regions, standby, "drill", asked);
      const back = await backOf(regions);
      expect(await membersOf(regions)).toMatchObject({ [standby]: "writes", [home]: "connected" });
      await says(regions, home, back, "approve");
      expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
      expect((await runsIn(regions, home)).map(({ outcome, epoch }) => ({ outcome, epoch }))).toEqual([
        { outcome: "completed", epoch: 1 },
        { outcome: "completed", epoch: 2 },
      ]);
      expect(await membersOf(regions)).toMatchObject({ [home]: "writes", [standby]: "connected" });
      expect(writers.splits).toEqual([]);
      expect(await writers.missingIn(home)).toEqual([]);
      expect(await report(regions, execution)).toMatchObject({
        outcome: "done",
        said: [
          expect.stringMatching(/^from us-east-1 to eu-west-1 in \d+ s, with 0 s of writes lost$/),
          "users were served here for 10 min",
          expect.stringMatching(/^from eu-west-1 to us-east-1 in \d+ s, with 0 s of writes lost$/),
        ],
      });
    }),
);

test("a drill in a region that is not ready, or at home, moves nobody and says why", { timeout }, () =>
  onThreeRegions({}, async (regions) => {
    const refused = async (region: string) =>
      executed(regions, region, await start(regions, region, "drill", asked));
    expect(await refused(home)).toMatchObject({ status: "FAILED", error: "Runbook.NotThisWay" });
    expect(await refused(standby)).toMatchObject({ status: "FAILED", error: "Runbook.DrillEnded" });
    expect(await membersOf(regions)).toMatchObject({ [home]: "writes" });
  }),
);

/** The way home, once it asks a person. */
async function backOf(regions: ThreeRegions) {
  for (;;) {
    const found = (await runsIn(regions, home)).find(({ kind }) => kind === "failback");
    if (found) return await reaches(regions, home, { execution: found.owner, state: "Ask" });
    await regions.clock.sleep(5_000);
  }
}
