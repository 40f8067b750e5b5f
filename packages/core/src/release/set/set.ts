import { z } from "zod";
import { strategies } from "../../config/service.ts";
import { Force, ReleaseUpgrade } from "../../upgrade/release-upgrade.ts";
import { longestName } from "../../workflow/execution-name.ts";
import { Everywhere } from "../everywhere.ts";
import { PolicyOverride } from "../request.ts";

/** One release of a set: of a group in a region. */
export const Member = z.strictObject({
  group: z.string(),
  region: z.string(),
  strategy: z.enum(strategies),
  /** Name of its execution of `release`. */
  run: z.string(),
  image: z.strictObject({ repository: z.string(), tag: z.string().optional(), digest: z.string() }),
  /** How long its way back is kept at least, once it is promoted. */
  holdSeconds: z.int(),
  /** What its request says of the policy: the barriers of the set, and a hold that lasts until the set ends it. */
  policy: PolicyOverride,
});
export type Member = z.output<typeof Member>;

/** Releases that go forward and back as one: wave by wave, and within a wave side by side. */
export const ReleaseSet = z.strictObject({
  /** Name of the set's execution, and its ARN. */
  run: z.string(),
  execution: z.string(),
  requestedBy: z.string(),
  reason: z.string().optional(),
  breakGlass: z.string().optional(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** How long a wave serves before the next one begins. */
  betweenSeconds: z.int(),
  waves: z.array(z.array(Member).min(1)).min(1),
  /** Of one group in all regions whose image owns the database's schema: the first of the first wave migrates for all. */
  everywhere: Everywhere.optional(),
  force: Force.optional(),
  /** What the rehearsal has come to, where all regions are one cutover; the waves are one then, the one that migrates first in it. */
  cutover: ReleaseUpgrade.optional(),
});
export type ReleaseSet = z.output<typeof ReleaseSet>;

/** Where releases of a set wait for each other, and what the set lets go on; in the order of a release. */
export const barriers = ["rehearsed", "stopped", "migrated", "ready", "passed", "hold"] as const;
export type Barrier = (typeof barriers)[number];

/** How the ledger names a barrier that was opened: the last is of the whole set, the others are of a wave. */
export const openedName = (barrier: Barrier, wave: number): string =>
  barrier === "hold" ? barrier : `${barrier} ${wave}`;

/** From when on one that migrates for all may; a region that takes its stop back before that keeps it from it. */
export const allStopped = openedName("stopped", 0);
/** What stands among the barriers where a region has taken its stop back. */
export const withdrawn = "withdrawn";

/** A member as people name it: by its group where the set has several, else by its region. */
export function memberName({ waves }: Pick<ReleaseSet, "waves">, { group, region }: Member): string {
  return new Set(waves.flat().map((each) => each.group)).size > 1 ? group : `${group} in ${region}`;
}

/** Who decides, where the set does. */
export const voiceOf = ({ run }: Pick<ReleaseSet, "run">): string => `set ${run}`;

/** Of the release of a member, and of its way back; `of` tells it from the others. */
export function memberRun(set: string, of: string): string {
  const end = `-${of}`;
  return `${set.slice(0, longestName - backEnd.length - end.length)}${end}`;
}

const backEnd = "-back";
export const backRun = (run: string): string => `${run}${backEnd}`;
