import type { Put, RegionDocument } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { boot } from "../../boot.ts";
import { virtualClock } from "../../world/clock.ts";
import { viewOf } from "./view.ts";

const [home, standby] = ["us-east-1", "eu-west-1"];

const regionsIn = (puts: readonly Put[]): Map<string, RegionDocument> =>
  new Map(puts.flatMap((put) => (put.topic === "region" && put.value ? [[put.id, put.value]] : [])));

test("each region tells what its own table has; one that is dark keeps what it said, and hides nothing of the others", {
  timeout: 60_000,
}, () => {
  const clock = virtualClock();
  return clock.run(
    (async () => {
      const options = { config: "two-regions", clock, port: 0, seed: 1, requestsPerSecond: 1, policy: {} };
      const { world, cloud, stop } = await boot(options);
      const view = viewOf(world, cloud.faults);
      await clock.sleep(180_000);
      await view.look();
      const seen = regionsIn(view.all()).get(home)?.seen ?? [];
      expect(seen.map(({ observer }) => observer)).toContain(standby);
      cloud.faults.add({ kind: "region-dark", region: home });
      await clock.sleep(180_000);
      // The tables are looked at every few looks.
      for (let looks = 0; looks < 8; looks++) await view.look();
      const after = regionsIn(view.all());
      expect(after.get(home)).toMatchObject({ silent: expect.any(String), seen });
      expect(after.get(standby)?.silent).toBe(undefined);
      const last = (document?: RegionDocument) => Math.max(...(document?.seen ?? []).map(({ at }) => at));
      expect(last(after.get(standby))).toBeGreaterThan(last(after.get(home)));
      expect(view.all().some(({ topic, id }) => topic === "alarm" && id.startsWith(`${standby}/`))).toBe(
        true,
      );
      await stop();
    })(),
  );
});
