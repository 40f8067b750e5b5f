import { expect, test } from "vitest";
import {
  ended,
  home,
  keepReady,
  minute,
  onThreeRegions,
  runsIn,
  standby,
  third,
} from "./failover.fixture.ts";

const timeout = 120_000;

test(
  "a primary that goes dark is left for the next region, by itself, with every row that had arrived",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      keepReady(regions, standby, third);
      await clock.sleep(5 * minute);
      const lostAt = clock.now();
      cloud.faults.add({ kind: "region-dark", region: home });
      const run = await ended(regions, standby);
      expect({ ...run, evidence: run.evidence.length }).toMatchObject({ outcome: "completed" });
      expect(run.epoch).toBe(1);
      expect(Date.parse(run.replicatedAt ?? "")).toBeGreaterThan(lostAt - 2 * minute);
      expect(run.measures?.rtoSeconds).toBeLessThan(30 * 60);
      expect(await runsIn(regions, third)).toEqual(await runsIn(regions, standby));
    }),
);
