import type { Put, ScalingDocument } from "@signalbox/core/console/documents";
import { namesOf } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import type { ReadMetrics } from "@signalbox/core/scaling/metric-query";
import { readHeld } from "@signalbox/core/scaling/status/held";
import { readPlanned } from "@signalbox/core/scaling/status/read";
import { fromFirst, lastMinutes, readPaid, readPlannedSeries } from "@signalbox/core/scaling/status/series";
import { metricDataOf } from "@signalbox/functions/aws/metric-data";
import { plannedOf } from "@signalbox/functions/scaling/planned";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { everyMinute } from "./every-minute.ts";
import { ledgerReader } from "./ledger-reader.ts";

/** Looks of the page to one at the ledger: the planner speaks each minute. */
const everyLooks = 4;
/** Minutes that a chart shows. */
const shown = 180;
const dayMs = 86_400_000;

type Drawn = Pick<ScalingDocument, "series" | "todayUsd">;

/** Looks at the services whose replicas are planned. */
export function lookAtScaling(world: World) {
  const due = everyMinute(world.clock);
  const drawn = new Map<string, Drawn>();
  let rest = 0;
  return async (platforms: readonly Platform[]): Promise<Put[]> => {
    if (due()) drawn.clear();
    rest -= 1;
    if (rest > 0) return [];
    const puts = await Promise.all(platforms.map((platform) => look(world, platform, drawn)));
    // One that failed is looked at again at once.
    rest = everyLooks;
    return puts.flat();
  };
}

async function look(world: World, platform: Platform, drawn: Map<string, Drawn>): Promise<Put[]> {
  const { region } = platform;
  const entries = await readPlanned(ledgerReader(world, platform), platform, world.clock.now());
  return await Promise.all(
    entries.map(async (entry): Promise<Put> => {
      const id = `${region}/${entry.service}`;
      const chart = drawn.get(id) ?? (await draw(world, platform, entry.service));
      drawn.set(id, chart);
      const { hold } = entry;
      const held = hold && (await readHeld(metricsOf(world, region), hold.service, world.clock.now()));
      return { topic: "scaling", id, value: { ...entry, ...chart, ...(held && { held }), region } };
    }),
  );
}

async function draw(world: World, platform: Platform, service: string): Promise<Drawn> {
  const read = metricsOf(world, platform.region);
  const { of, sides } = plannedOf({ platform }, service);
  const parts = sides.map((side) => side.service);
  const measured = {
    ...{ names: namesOf(platform), service, parts },
    ...(of.hold && { holder: of.hold.service }),
  };
  const now = world.clock.now();
  const [{ series }, todayUsd] = await Promise.all([
    readPlannedSeries(read, measured, lastMinutes(now, shown)),
    readPaid(read, measured, Math.floor(now / dayMs) * dayMs, now),
  ]);
  return { series: fromFirst(series), todayUsd };
}

/** What a person reads of a region's metrics. */
function metricsOf(world: World, region: string): ReadMetrics {
  const caller = { region, principal: person };
  return (window, queries) =>
    metricDataOf((input) => world.call("monitoring", "GetMetricData", input, caller), window, queries);
}
