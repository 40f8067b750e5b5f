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

export const Downtime = z.strictObject({
  seconds: z.number().min(0),
  parts: z.array(
    z.strictObject({
      name: DowntimePart,
      seconds: z.number().min(0),
      /** How it is known: of the rehearsal on the clone, of the group's last cutover, or by what is usual. */
      by: z.enum(["rehearsed", "measured", "usual"]),
    }),
  ),
});
export type Downtime = z.output<typeof Downtime>;

/**
 * What is usual where nothing was measured yet, of runs on the laptop: the group's first cutover on AWS says more than these, and
 * every later one is predicted by the one before.
 */
const usualSeconds: Readonly<Record<DowntimePart, number>> = {
  drain: 10,
  stop: 10,
  snapshot: 105,
  look: 15,
  migrate: 0,
  start: 45,
};

/** How long a cutover will keep users out. What was rehearsed counts before what was measured, and that before what is usual. */
export function predictDowntime(rehearsed: PartSeconds, measured: PartSeconds = {}): Downtime {
  const parts = downtimeParts.map((name) => {
    const [known, last] = [rehearsed[name], measured[name]];
    if (known !== undefined) return { name, seconds: known, by: "rehearsed" as const };
    if (last !== undefined) return { name, seconds: last, by: "measured" as const };
    return { name, seconds: usualSeconds[name], by: "usual" as const };
  });
  return { seconds: parts.reduce((sum, { seconds }) => sum + seconds, 0), parts };
}
