import { cron, type Next } from "./cron.ts";
import { instantOf } from "./wall-clock.ts";

/** When a schedule is due. Instants are milliseconds since 1970. */
export type Timing =
  | { readonly kind: "rate"; readonly everyMs: number }
  | { readonly kind: "cron"; readonly next: Next }
  /** Undefined where a clock change skips the time. */
  | { readonly kind: "at"; readonly at: number | undefined };

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `rate(5 minutes)`, `cron(0 8 * * ? *)` or `at(2026-03-01T08:00:00)`; undefined where it is none of them. */
export function timingOf(expression: string, zone: string): Timing | undefined {
  const [, kind, body = ""] = /^(rate|cron|at)\((.*)\)$/.exec(expression) ?? [];
  if (kind === "rate") {
    const everyMs = everyOf(body);
    return everyMs === undefined ? undefined : { kind, everyMs };
  }
  if (kind === "cron") {
    const next = cron(body, zone);
    return next && { kind, next };
  }
  if (kind === "at") {
    const wall = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(body) ? Date.parse(`${body}Z`) : Number.NaN;
    return Number.isNaN(wall) ? undefined : { kind, at: instantOf(wall, zone) };
  }
  return undefined;
}

/** Milliseconds of `5 minutes`. */
function everyOf(body: string): number | undefined {
  const [, value, unit = ""] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(body) ?? [];
  const ms = Number(value) * (units[unit] ?? Number.NaN);
  return Number.isSafeInteger(ms) ? ms : undefined;
}
