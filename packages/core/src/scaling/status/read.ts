import { ledgerKeys } from "../../ledger/keys.ts";
import type { LedgerReader } from "../../ledger/reader.ts";
import { Lock } from "../../ledger/records.ts";
import type { InferencePlaces, PlannedService } from "../../platform/inference-places.ts";
import { hoursOfMonth, withinCap } from "../order/budget.ts";
import { DecisionRecord } from "../planner-record.ts";
import { ScaleReport } from "../request.ts";
import type { PlannedEntry, PlannedLimit } from "./entry.ts";

/** Runs that are told of. */
const shown = 10;

/** What is known of each service whose replicas are planned, in the order of the configuration. */
export async function readPlanned(
  read: LedgerReader,
  { services, monthlyCapUsd }: InferencePlaces,
): Promise<PlannedEntry[]> {
  const decisions = await Promise.all(
    services.map((of) => read.get(pkOf(of), ledgerKeys.decision, DecisionRecord)),
  );
  const wishes = services.map(({ name, bounds, profile }, at) => ({
    name,
    usdPerHour: profile.usdPerHour,
    least: bounds.least,
    wanted: clamped(decisions[at]?.wanted ?? bounds.least, bounds),
  }));
  const granted = withinCap(wishes, monthlyCapUsd);
  const atThisRateUsd = decisions.reduce((sum, said) => sum + (said?.costPerHour ?? 0), 0) * hoursOfMonth;
  return await Promise.all(
    services.map(async (of, at) => {
      const { name, group, owned, bounds, objective, profile } = of;
      const decision = decisions[at];
      const allowed = granted.get(name);
      const [lock, groupLock, runs] = await Promise.all([
        read.get(pkOf(of), ledgerKeys.lock, Lock),
        read.get(ledgerKeys.group(group), ledgerKeys.lock, Lock),
        read.query(pkOf(of), ledgerKeys.runs, ScaleReport),
      ]);
      const running = lock?.owner === undefined ? undefined : lock.run;
      return {
        ...{ service: name, group, owned, bounds, objective, profile },
        ...(decision && { decision, ...(allowed !== undefined && { allowed }) }),
        limits: decision ? limitsOf(decision, bounds, allowed, groupLock) : [],
        ...(running !== undefined && { running }),
        runs: newest(runs, running),
        ...(monthlyCapUsd !== undefined && { cap: { monthlyUsd: monthlyCapUsd, atThisRateUsd } }),
      };
    }),
  );
}

const pkOf = ({ name }: PlannedService): string => ledgerKeys.work("scale", name);

const clamped = (count: number, { least, most }: PlannedService["bounds"]): number =>
  Math.min(most, Math.max(least, count));

function limitsOf(
  { wanted, blind }: DecisionRecord,
  bounds: PlannedService["bounds"],
  allowed: number | undefined,
  groupLock: Lock | undefined,
): PlannedLimit[] {
  const limits: PlannedLimit[] = [];
  if (wanted < bounds.least) limits.push("least");
  if (wanted > bounds.most) limits.push("most");
  if (allowed !== undefined && allowed < clamped(wanted, bounds)) limits.push("budget");
  if (groupLock?.owner !== undefined) limits.push("release");
  if (blind) limits.push("blind");
  return limits;
}

/** One without an end that does not run was stopped: when, its execution says, and not the ledger. */
const newest = (runs: readonly ScaleReport[], running: string | undefined): ScaleReport[] =>
  runs
    .filter(({ run, endedAt }) => run === running || endedAt !== undefined)
    .toSorted(
      (a, b) =>
        Number(b.run === running) - Number(a.run === running) ||
        (b.endedAt ?? "").localeCompare(a.endedAt ?? ""),
    )
    .slice(0, shown);
