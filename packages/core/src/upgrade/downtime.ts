import { z } from "zod";

/**
 * What users wait for while a cutover keeps them out, in its order: what is generated ends, the old version stops, the snapshot is
 * made, the database is read before and after and the migration's task starts, it migrates, the new version comes up.
 */
export const downtimeParts = ["drain", "stop", "snapshot", "look", "migrate", "start"] as const;
export const DowntimePart = z.enum(downtimeParts);
export type DowntimePart = z.output<typeof DowntimePart>;

/** Seconds of some parts. */
export const PartSeconds = z.partialRecord(DowntimePart, z.number().min(0));
export type PartSeconds = z.output<typeof PartSeconds>;

/** How long each part of a group's last cutover took, in the ledger. */
export const LastDowntime = z.object({ seconds: PartSeconds });

/**
 * What knows how long parts take, the nearest to this very cutover first: its rehearsal on the clone, the policy that it keeps, the
 * group's last cutover, the last release that was promoted, the newest backup of the database.
 */
const sources = ["rehearsal", "policy", "last cutover", "last release", "last backup"] as const;
type Source = (typeof sources)[number];

/** By which source which parts are known. */
export type KnownParts = Readonly<Partial<Record<Source, PartSeconds>>>;

export const Downtime = z.strictObject({
  seconds: z.number().min(0),
  parts: z.array(
    z.strictObject({
      name: DowntimePart,
      seconds: z.number().min(0),
      /** How it is known; `usual` where nothing was measured yet. */
      by: z.enum([...sources, "usual"]),
    }),
  ),
});
export type Downtime = z.output<typeof Downtime>;

/** What is usual where nothing was measured yet, of runs on the laptop: only the first release of a platform needs these. */
const usualSeconds: Readonly<Record<DowntimePart, number>> = {
  drain: 10,
  stop: 10,
  snapshot: 105,
  look: 15,
  migrate: 0,
  start: 45,
};

/** How long a cutover will keep users out: of each part what its nearest source says. */
export function predictDowntime(known: KnownParts): Downtime {
  const parts = downtimeParts.map((name) => {
    for (const by of sources) {
      const seconds = known[by]?.[name];
      if (seconds !== undefined) return { name, seconds, by };
    }
    return { name, seconds: usualSeconds[name], by: "usual" as const };
  });
  return downtimeOf(parts);
}

/** What its parts come to, one after another. */
export const downtimeOf = (parts: Downtime["parts"]): Downtime => ({
  seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0),
  parts,
});
