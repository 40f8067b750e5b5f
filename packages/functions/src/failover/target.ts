import type { Target } from "@signalbox/core/failover/decide";
import type { Observation } from "@signalbox/core/failover/observation";
import { Readiness } from "@signalbox/core/failover/readiness";
import { readyForMs } from "@signalbox/core/failover/ready-for";
import { observerRegions } from "@signalbox/core/failover/writing";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { atEachTable, failoverLedgerOf } from "../aws/epoch-tables.ts";
import { getItem } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";
import { readApart } from "./apart.ts";
import { lookAtCanary } from "./canary.ts";
import { placesOf } from "./places.ts";
import { readObservations } from "./records.ts";

/** A row a minute is written, on the minute: a newest row of the last two says that nothing lags more than that. */
const rowMs = 60_000;

/** This region as a target; `from` is left, and `lostAt`: since when it does not write, milliseconds since 1970. */
export async function targetHere(
  context: FunctionContext,
  from: string,
  lostAt: number | undefined,
): Promise<Target & { readonly newest?: number | undefined }> {
  const { clock, platform } = context;
  const [readiness, { newest }] = await Promise.all([
    getItem(failoverLedgerOf(context), ledgerKeys.readiness, Readiness),
    lookAtCanary(context),
  ]);
  const apart = await readApart(context, from, newest);
  const until = lostAt ?? clock.now();
  return {
    region: platform.region,
    ...(readiness?.ready && { readyAt: Date.parse(readiness.at) }),
    // A row stands for the minute after it, in which there is no other to miss.
    ...(newest !== undefined && { lagMs: Math.max(0, until - newest - rowMs), newest }),
    ...(apart !== undefined && { apart }),
  };
}

/**
 * Regions before this one in the configuration that may be ready to take over. One whose table does not tell may be as well: where it is
 * lost beside `from`, one table is left, by which nobody decides anything.
 */
export async function preferredTargets(context: FunctionContext, from: string): Promise<string[]> {
  const { regions } = placesOf(context);
  const own = regions.findIndex(({ region }) => region === context.platform.region);
  const before = regions.slice(0, own).flatMap(({ region }) => (region === from ? [] : [region]));
  if (before.length === 0) return [];
  const now = context.clock.now();
  const told = await atEachTable(context, async (ledger, region) => {
    if (!before.includes(region)) return undefined;
    const readiness = await getItem(ledger, ledgerKeys.readiness, Readiness);
    return readiness?.ready && now - Date.parse(readiness.at) <= readyForMs ? undefined : { unready: region };
  });
  return before.filter((region) => !told.some((one) => one?.unready === region));
}

/** What all observers of a region have written of it. */
export const observedOf = (context: FunctionContext, about: string): Promise<Observation[]> =>
  readObservations(context, about, observerRegions(placesOf(context), about));
