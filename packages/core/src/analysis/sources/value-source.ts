import { z } from "zod";
import { refuseStrayIds, SourceMetrics } from "./cloudwatch-queries.ts";
import { type Minutes, minuteMs, type Points } from "./counted-minute.ts";
import { prometheusServer, SideQuery } from "./prometheus.ts";

/** One value a minute and side, of any kind: what a judge of series compares. */
export const ValueSource = z.discriminatedUnion("kind", [
  z
    .strictObject({ kind: z.literal("cloudwatch"), metrics: SourceMetrics, value: z.string().min(1) })
    .check(refuseStrayIds(["value"])),
  z.strictObject({ ...prometheusServer, value: SideQuery }),
]);
export type ValueSource = z.output<typeof ValueSource>;

/** A value for each minute, oldest first; NaN where there is none. */
export const valuesOf = ({ start, end }: Minutes, points: Points): number[] =>
  Array.from(
    { length: Math.round((end - start) / minuteMs) },
    (_, index) => points.get(start + index * minuteMs) ?? Number.NaN,
  );
