import { NamedError } from "@signalbox/core/error";
import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { claimEpoch as claim, readTold } from "@signalbox/functions/aws/epoch-tables";
import { queryItems } from "@signalbox/functions/aws/ledger";
import { beginRun } from "@signalbox/functions/failover/begin";
import { claimEpoch } from "@signalbox/functions/failover/steps/claim-epoch";
import { runName } from "@signalbox/functions/release/names";
import { type AnyWorkflow, step } from "@signalbox/functions/step";
import { decideStep } from "@signalbox/functions/workflows/failover/steps/decide";
import { failover } from "@signalbox/functions/workflows/failover/workflow";
import { expect, test } from "vitest";
import { replacing } from "../matrix/without.ts";
import {
  ended,
  home,
  ledgerIn,
  membersOf,
  minute,
  onThreeRegions,
  runsIn,
  standby,
  standingBy,
  start,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";
import { redeployIn } from "./redeploy-region.fixture.ts";
import { regionWriters } from "./region-writers.fixture.ts";

const timeout = 180_000;

/** The standby has claimed the epoch of the home region, which is back before its table has heard of that. */
async function claimedUnheard(regions: ThreeRegions): Promise<void> {
  const { clock, cloud } = regions;
  await standingBy(regions, standby, third);
  const dark = cloud.faults.add({ kind: "region-dark", region: home });
  while ((await runsIn(regions, third)).at(-1)?.claimedAt === undefined) await clock.sleep(1_000);
  cloud.faults.remove(dark);
}

test(
  "a claimant that is lost before the third table has heard of its claim is followed by the region that it has left, with nothing lost",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      const writers = await regionWriters(regions);
      await claimedUnheard(regions);
      cloud.faults.add({ kind: "region-dark", region: standby });
      const lostAt = clock.now();
      const run = await ended(regions, home);
      expect(run).toMatchObject({ outcome: "completed", epoch: 2, from: standby, to: home });
      expect(clock.now() - lostAt).toBeLessThan(20 * minute);
      expect(await writers.open()).toEqual([home]);
      expect(await writers.missingIn(home)).toEqual([]);
      for (const { id } of cloud.faults.active()) cloud.faults.remove(id);
      await clock.sleep(15 * minute);
      expect(await membersOf(regions)).toMatchObject({ [home]: "writes" });
      expect(await writers.open()).toEqual([home]);
      expect(writers.splits).toEqual([]);
    }),
);

/** Says go in any doubt, and claims by that word. */
const goes = step({
  ...decideStep,
  run: async ({ request }, context) => {
    const run = runName(context.visit.execution);
    const { doubt } = await readTold(context);
    if (!doubt) throw new NamedError("Failover.TablesSilent", "there is no doubt");
    const course = {
      kind: "failover",
      reason: request.reason,
      mode: "ungraceful",
      from: standby,
      to: home,
    } as const;
    const sentence = "nobody was asked";
    const evidence: never[] = [];
    await beginRun(context, { ...course, run }, request.requestedBy, {
      act: "go",
      course,
      sentence,
      evidence,
    });
    return { next: "go" as const, sentence, course: { ...course, run } };
  },
});
const claims = step({
  ...claimEpoch,
  run: async ({ run }, context) => {
    const epoch = ((await readTold(context)).doubt?.highest ?? 0) + 1;
    const at = new Date(context.clock.now()).toISOString();
    await claim(context, { epoch, region: run.to, run: run.run, owner: context.visit.execution, at });
    return { epoch, promotableAt: at };
  },
});

/** Who has claimed an epoch where the claimant's table alone is silent, and home is asked to take over from it. */
async function claimedBesideIt(changed: AnyWorkflow): Promise<string[]> {
  let found: string[] = [];
  await onThreeRegions({}, async (regions) => {
    const { clock, cloud } = regions;
    await redeployIn(regions, home, changed);
    await claimedUnheard(regions);
    const silent = { kind: "fail", service: "dynamodb", region: standby } as const;
    const id = cloud.faults.add({ ...silent, error: "InternalServerError" });
    await start(regions, home, "failover", { reason: "primary_region_unavailable", requestedBy: "ada" });
    await clock.sleep(4 * minute);
    cloud.faults.remove(id);
    await clock.sleep(20 * minute);
    const epochs = await queryItems(ledgerIn(regions, third), ledgerKeys.epochs, EpochRecord);
    found = epochs.map(({ epoch, region }) => `${epoch} ${region}`);
  });
  return found;
}

test("a claimant whose table alone is silent is followed by nobody, and goes on; without the look at who sees it down it is left", {
  timeout,
}, async () => {
  expect(await claimedBesideIt(failover)).toEqual([`1 ${standby}`]);
  expect(await claimedBesideIt(replacing(replacing(failover, goes), claims))).toEqual([
    `1 ${standby}`,
    `2 ${home}`,
  ]);
});
