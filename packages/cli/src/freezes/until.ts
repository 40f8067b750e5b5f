import { z } from "zod";

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A time as typed: `4h` from now, or an ISO time with its zone. */
export const When = z
  .string()
  .regex(/^(\d+[mhd]|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))$/, {
    error: "write how long, such as 90m, 4h or 2d, or a time with its zone, such as 2026-12-24T18:00+01:00",
  });

/** The ISO time that was typed. `now` in milliseconds since 1970. */
export function untilOf(typed: z.output<typeof When>, now: number): string {
  const [, count, unit = ""] = /^(\d+)([mhd])$/.exec(typed) ?? [];
  const at = count === undefined ? Date.parse(typed) : now + Number(count) * (unitMs[unit] ?? 0);
  return new Date(at).toISOString();
}
