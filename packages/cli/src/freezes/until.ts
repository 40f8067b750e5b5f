import { z } from "zod";

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** The end of a freeze: a time, or so long from now on by the platform's own clock. */
export type Until = string | { readonly seconds: number };

/** As typed: `4h`, or an ISO time with its zone. */
export const When = z
  .string()
  .regex(/^(\d+[mhd]|\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))$/, {
    error: "write how long, such as 90m, 4h or 2d, or a time with its zone, such as 2026-12-24T18:00+01:00",
  })
  .refine((typed) => typed.length < 10 || !Number.isNaN(Date.parse(typed)), {
    error: "there is no such time",
  })
  .transform((typed): Until => {
    const [, count, unit = ""] = /^(\d+)([mhd])$/.exec(typed) ?? [];
    if (count !== undefined) return { seconds: Number(count) * (unitSeconds[unit] ?? 0) };
    return new Date(typed).toISOString();
  });
