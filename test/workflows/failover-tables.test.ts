import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { queryItems } from "@signalbox/functions/aws/ledger";
import { expect, test } from "vitest";
import {
  ended,
  home,
  ledgerIn,
  minute,
  names,
  onThreeRegions,
  runsIn,
  standby,
  standingBy,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";

const epochsIn = async (regions: ThreeRegions, region: string): Promise<string[]> =>
  (await queryItems(ledgerIn(regions, region), ledgerKeys.epochs, EpochRecord)).map(
    ({ epoch, region: whose }) => `${epoch} ${whose}`,
  );

test(
  "a table that was lost while an epoch was claimed is told of it within two minutes of its return",
  {
    timeout: 120_000,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      await standingBy(regions, standby);
      const id = cloud.faults.add({ kind: "region-dark", region: home });
      expect(await ended(regions, standby)).toMatchObject({ outcome: "completed" });
      cloud.faults.remove(id);
      expect(await epochsIn(regions, home)).toEqual([]);
      await clock.sleep(2 * minute);
      for (const region of [home, standby, third])
        expect(await epochsIn(regions, region)).toEqual([`1 ${standby}`]);
    }),
);

test(
  "a run whose own region is lost is taken over by the third one, though its alarm came while that was still heard of",
  {
    timeout: 120_000,
  },
  () =>
    onThreeRegions({ requestsPerSecond: 0.1 }, async (regions) => {
      const { clock, cloud } = regions;
      await standingBy(regions, standby, third);
      const first = cloud.faults.add({ kind: "region-dark", region: home });
      while ((await runsIn(regions, standby)).at(-1)?.claimedAt === undefined) await clock.sleep(5_000);
      // It has the writer still, and what it writes arrives everywhere.
      cloud.faults.remove(first);
      await clock.sleep(1.8 * minute);
      cloud.faults.add({ kind: "region-dark", region: standby });
      expect(await ended(regions, third)).toMatchObject({ from: standby, to: third, epoch: 2 });
    }),
);

test(
  "a preferred region of which nobody can tell whether it is ready goes first as well, for three minutes",
  {
    timeout: 120_000,
  },
  () =>
    onThreeRegions({ requestsPerSecond: 0.1 }, async (regions) => {
      const { cloud } = regions;
      await standingBy(regions, standby, third);
      const late = { service: "lambda", operation: "Invoke", containing: "Decide" };
      cloud.faults.add({ kind: "delay", ...late, region: standby, seconds: 65 });
      const readiness = { operation: "GetItem", containing: '"readiness"', error: "InternalServerError" };
      cloud.faults.add({ kind: "fail", ...readiness, region: standby, role: names.role(third, "failover") });
      cloud.faults.add({ kind: "region-dark", region: home });
      expect(await ended(regions, standby)).toMatchObject({ outcome: "completed", to: standby });
    }),
);
