import type { Put, RegionDocument } from "@signalbox/core/console/documents";
import { Acknowledgement } from "@signalbox/core/failover/acknowledgement";
import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import { Observation } from "@signalbox/core/failover/observation";
import { Readiness } from "@signalbox/core/failover/readiness";
import { FailoverRun } from "@signalbox/core/failover/run";
import { observerRegions } from "@signalbox/core/failover/writing";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import type { Platform } from "@signalbox/core/platform/platform";
import type { World } from "../../world/world.ts";
import { itemsOf } from "./items.ts";

/** Looks of the page to one at the tables: what they have moves in quarters of a minute. */
const everyLooks = 4;

/** Looks at what each region's own table has of failovers. */
export function lookAtRegions(world: World) {
  const known = new Map<string, RegionDocument>();
  let rest = 0;
  return async (platforms: readonly Platform[]): Promise<Put[]> => {
    rest -= 1;
    if (rest > 0) return [];
    rest = everyLooks;
    return await Promise.all(
      platforms.flatMap((platform) => {
        const { failover, region: id } = platform;
        if (!failover) return [];
        return [
          look(world, platform, failover).then(
            (value): Put => {
              known.set(id, value);
              return { topic: "region", id, value };
            },
            (error: unknown): Put => ({
              topic: "region",
              id,
              value: { ...(known.get(id) ?? empty(id, failover)), silent: String(error) },
            }),
          ),
        ];
      }),
    );
  };
}

const empty = (region: string, places: FailoverPlaces): RegionDocument => ({
  ...{ region, places, epochs: [], seen: [], runs: [] },
});

/** Of each region, and of each that looks at it. */
const pairsOf = (places: FailoverPlaces): string[] =>
  places.regions.flatMap(({ region: about }) =>
    observerRegions(places, about).map((observer) => ledgerKeys.observation(about, observer, "")),
  );

async function look(
  world: World,
  { region, ledgerTable: table }: Platform,
  places: FailoverPlaces,
): Promise<RegionDocument> {
  const { get, newest, query } = itemsOf(world, { region, table, pk: ledgerKeys.failover });
  const [epochs, words, runs, acknowledged, readiness] = await Promise.all([
    query(ledgerKeys.epochs, EpochRecord),
    Promise.all(pairsOf(places).map((prefix) => newest(prefix, Observation.strip()))),
    query(ledgerKeys.runs, FailoverRun),
    get(ledgerKeys.acknowledged, Acknowledgement),
    get(ledgerKeys.readiness, Readiness),
  ]);
  return {
    ...{ region, places, epochs, runs, seen: words.filter((one) => one !== undefined) },
    ...(acknowledged && { acknowledged }),
    ...(readiness && { readiness }),
  };
}
