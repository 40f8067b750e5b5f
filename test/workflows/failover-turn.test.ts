import { Resolver } from "@signalbox/local/world/edge/resolver";
import { urlOf } from "@signalbox/local/world/edge/url-of";
import { expect, test } from "vitest";
import {
  documentOf,
  executed,
  minute,
  names,
  onThreeRegions,
  planned,
  runsIn,
  standby,
  standingBy,
  start,
  type ThreeRegions,
} from "./failover.fixture.ts";

const timeout = 120_000;
const { publicHost: host } = documentOf();

/** Reads a page each second, asking for the name anew each time; answers how often that failed. */
function reader({ clock, cloud, world }: ThreeRegions): { readonly failed: () => number } {
  let failed = 0;
  world.background("a reader", async () => {
    for (;;) {
      const url = urlOf(world.plane, new Resolver(clock, cloud.names).resolve(host));
      const asked = { method: "GET", path: "/api/config", host, headers: {} };
      const answer = url === undefined ? undefined : await world.plane.ask(url, asked).catch(() => undefined);
      if (answer?.status !== 200) failed++;
      await clock.sleep(1_000);
    }
  });
  return { failed: () => failed };
}

async function movedWith(regions: ThreeRegions, prepare: () => void = () => {}): Promise<number> {
  const { clock } = regions;
  await standingBy(regions, standby);
  const { failed } = reader(regions);
  await clock.sleep(minute);
  expect(failed()).toBe(0);
  prepare();
  const execution = await start(regions, standby, "failover", planned);
  expect(await executed(regions, standby, execution)).toMatchObject({ status: "SUCCEEDED" });
  await clock.sleep(5 * minute);
  expect(regions.cloud.names.resolve(host)?.region).toBe(standby);
  return failed();
}

test(
  "who reads while users are moved as planned meets no error: the name leads away before the old tasks end",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      expect(await movedWith(regions)).toBe(0);
    }),
);

test(
  "a turn ahead that is refused holds nothing up, and readers fail until the name has followed",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const refuse = () => {
        regions.cloud.faults.add({
          kind: "deny",
          operation: "PutMetricData",
          role: names.role(standby, "failover"),
          forSeconds: 4,
        });
      };
      expect(await movedWith(regions, refuse)).toBeGreaterThan(0);
      expect(regions.cloud.faults.struck().length).toBeGreaterThan(0);
    }),
);

test(
  "users are not turned ahead to a region that does not answer: Route 53 would send them past it",
  { timeout },
  () =>
    onThreeRegions({}, async (regions) => {
      const silence = () => {
        for (const zone of ["a", "b", "c"])
          regions.cloud.faults.add({ kind: "zone-dark", zone: `${standby}${zone}`, forSeconds: 5 });
      };
      await movedWith(regions, silence);
      const acts = (await runsIn(regions, standby)).at(-1)?.acts ?? [];
      expect(acts.find(({ state }) => state === "TurnAhead")?.text).toBe(
        `${standby} does not answer yet: users are turned later`,
      );
      expect(acts.find(({ state }) => state === "TurnTraffic")?.text).toBe(
        "users are turned away from us-east-1",
      );
    }),
);
