import type { Config } from "../config/config.ts";
import type { Finding } from "./finding.ts";
import { lengthOf } from "./length-of-time.ts";

/** How much may be lost, and how long a recovery may take; milliseconds. */
export interface Objectives {
  readonly rpoMs: number;
  readonly rtoMs: number;
}

export const objectivesOf = ({ recovery }: Pick<Config, "recovery">): Objectives => ({
  rpoMs: recovery.rpoMinutes * 60_000,
  rtoMs: recovery.rtoMinutes * 60_000,
});

/** What a verification or a restore saw; times in milliseconds since 1970. */
export interface Recovered {
  /** The moment that was asked for: of a point the moment that it holds, of a loss the minute before it. */
  readonly askedFor: number;
  /** The newest canary row that came back; undefined where there was none to look for, such as in files. */
  readonly canaryAt: number | undefined;
  readonly startedAt: number;
  /** When it was verified, not when AWS called it done. */
  readonly endedAt: number;
}

export interface Measured {
  /** What would have been lost before the moment that was asked for; undefined where nothing tells. */
  readonly lostMs: number | undefined;
  readonly tookMs: number;
  /** Empty: both objectives were met. */
  readonly findings: readonly Finding[];
  /** For the report, such as "42 s of writes are missing, 1 h are allowed; it took 12 min of 4 h". */
  readonly sentence: string;
}

/** RPO and RTO as they were measured, against the objectives. */
export function measured(
  { askedFor, canaryAt, startedAt, endedAt }: Recovered,
  objectives: Objectives,
): Measured {
  const { rpoMs, rtoMs } = objectives;
  const tookMs = endedAt - startedAt;
  // A canary that is written while the snapshot is taken is newer than its moment.
  const lostMs = canaryAt === undefined ? undefined : Math.max(0, askedFor - canaryAt);
  const lost =
    lostMs === undefined ? "nothing tells what is missing" : `${lengthOf(lostMs)} of writes are missing`;
  const sentence = `${lost}, ${lengthOf(rpoMs)} are allowed; it took ${lengthOf(tookMs)} of ${lengthOf(rtoMs)}`;
  const findings: Finding[] = [];
  if (lostMs !== undefined && lostMs > rpoMs)
    findings.push({
      error: "Backup.RpoMissed",
      where: "canary",
      sentence: `More was lost than may be: ${sentence}.`,
    });
  if (tookMs > rtoMs)
    findings.push({
      error: "Backup.RtoMissed",
      where: "duration",
      sentence: `It took too long: ${sentence}.`,
    });
  return { lostMs, tookMs, findings, sentence };
}
