import { ledgerKeys } from "../../ledger/keys.ts";
import type { LedgerReader } from "../../ledger/reader.ts";
import { Lock } from "../../ledger/records.ts";
import type { PlannedService } from "../../platform/inference-places.ts";
import type { Platform } from "../../platform/platform.ts";
import { Freeze, freezeAt } from "../../release/turns/freeze.ts";
import { hoursOfMonth, withinCap } from "../order/budget.ts";
import { DecisionRecord } from "../planner-record.ts";
import { ScaleReport } from "../request.ts";
import { Shortage } from "../shortage.ts";
import type { PlannedEntry, PlannedLimit } from "./entry.ts";

/** Runs that are told of. */
const shown = 10;

/** What is known of each service whose replicas are planned, in the order of the configuration; `now` in milliseconds since 1970. */
export async function readPlanned(
  read: LedgerReader,
  { inference, groups }: Pick<Platform, "inference" | "groups">,
  now: number,
): Promise<PlannedEntry[]> {
  const { services = [], monthlyCapUsd } = inference ?? {};
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
      const { name, group, owned, bounds, objective, profile, hold } = of;
      const decision = decisions[at];
      const allowed = granted.get(name);
      const windows = groups.find((one) => one.name === group)?.freezes;
      const [lock, runs, holds] = await Promise.all([
        read.get(pkOf(of), ledgerKeys.lock, Lock),
        read.query(pkOf(of), ledgerKeys.runs, ScaleReport),
        holdsOn(read, of, windows, now),
      ]);
      const running = lock?.owner === undefined ? undefined : lock.run;
      return {
        ...{ service: name, group, owned, bounds, objective, profile, ...(hold && { hold }) },
        ...(decision && { decision, ...(allowed !== undefined && { allowed }) }),
        limits: decision ? [...limitsOf(decision, bounds, allowed), ...holds] : [],
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
): PlannedLimit[] {
  const limits: PlannedLimit[] = [];
  if (wanted < bounds.least) limits.push("least");
  if (wanted > bounds.most) limits.push("most");
  if (allowed !== undefined && allowed < clamped(wanted, bounds)) limits.push("budget");
  if (blind) limits.push("blind");
  return limits;
}

/** What others do to it: no capacity, a release, a freeze. */
async function holdsOn(
  read: LedgerReader,
  of: PlannedService,
  windows: Parameters<typeof freezeAt>[0] | undefined,
  now: number,
): Promise<PlannedLimit[]> {
  const pk = ledgerKeys.group(of.group);
  const [shortage, lock, ofGroup, ofAll] = await Promise.all([
    read.get(pkOf(of), ledgerKeys.shortage, Shortage),
    read.get(pk, ledgerKeys.lock, Lock),
    read.query(pk, ledgerKeys.freezes, Freeze),
    read.query(ledgerKeys.allGroups, ledgerKeys.freezes, Freeze),
  ]);
  const holds: PlannedLimit[] = [];
  if (shortage && shortage.until === undefined) holds.push("short");
  if (lock?.owner !== undefined) holds.push("release");
  if (freezeAt(windows ?? {}, [...ofGroup, ...ofAll], now)) holds.push("freeze");
  return holds;
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
