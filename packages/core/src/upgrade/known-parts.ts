import type { Act, Report } from "../ledger/records.ts";
import { pollSeconds, scaleInSeconds } from "../release/limits.ts";
import type { ReleasePolicy } from "../release/policy.ts";
import type { PartSeconds } from "./downtime.ts";
import type { Measured } from "./rehearsal.ts";

/** Seconds between two looks of a cutover at what users wait for. */
export const cutoverLookSeconds = 5;

/** When a cutover sees what takes so long: at the look after it, the first of which is one interval from the beginning. */
const seenAfter = (seconds: number): number =>
  cutoverLookSeconds * Math.max(1, Math.ceil(seconds / cutoverLookSeconds));

/** Of a rehearsal: the migration, and both surveys with the start of its task, which is the rest of it but for the clone. */
export function knownByRehearsal(
  { seconds, cloneSeconds }: Pick<Measured, "seconds" | "cloneSeconds">,
  migrate: number,
): PartSeconds {
  return { migrate, look: Math.max(0, seconds - cloneSeconds - migrate) };
}

/** Of the policy: where nobody knows what is generated, streams that are open have this long, no more and no less. */
export const knownByPolicy = (
  { drainSeconds }: Pick<ReleasePolicy, "drainSeconds">,
  follows: boolean,
): PartSeconds => (follows ? {} : { drain: seenAfter(drainSeconds) });

/** Of a backup job that ended well. */
export const knownByBackup = (seconds: number): PartSeconds => ({ snapshot: seenAfter(seconds) });

interface Promoted extends Pick<Report, "acts" | "endedAt"> {
  readonly policy: ReleasePolicy;
  /** Of the generations that ran when the old side left, until the last had ended or had its time; absent where nobody followed them. */
  readonly goneSeconds: number | undefined;
}

/**
 * Of a canary that was promoted, by its journal. Its candidate starts, is asked about by the gates and gets its weight as that of a
 * cutover does, but for the time of a person and of others. That the old side has stopped is seen at one look of many seconds:
 * it is taken to have stopped half of that before.
 */
export function knownByRelease({ acts, endedAt, policy, goneSeconds }: Promoted): PartSeconds {
  const started = acts.find(({ state }) => state === "ScaleCandidate");
  const shifted = acts.find(({ state }) => state === "ShiftTraffic");
  const waited = acts.some((act) => awaits(act) && shifted !== undefined && act.at <= shifted.at);
  const lastSlice = acts.findLast(({ state }) => state === "ScaleIn");
  const stop = lastSlice && between(lastSlice.at, endedAt);
  const halfLook = pollSeconds(policy, scaleInSeconds) / 2;
  return {
    ...(goneSeconds !== undefined && { drain: seenAfter(goneSeconds) }),
    ...(stop !== undefined && { stop: Math.max(0, stop - halfLook) }),
    ...(started && shifted && !waited && { start: between(started.at, shifted.at) }),
  };
}

/** Whether somebody was waited for: a person whom the gates ask, or the others of a set. */
const awaits = ({ state }: Act): boolean => state === "AskAboutGates" || state === "AwaitReady";

const between = (from: string, to: string): number => Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
