/** The logarithm of demand, minute by minute, and its habits of the day and the week. */
export interface History {
  /** The last twelve hours, the newest at the end. */
  readonly recent: number[];
  /** The same minutes' requests, as logarithms: how many come moves otherwise than how much each takes. */
  readonly requests: number[];
  /** By ten minutes of the day; null where none was seen. */
  readonly day: (number | null)[];
  /** By ten minutes of the week. */
  readonly week: (number | null)[];
}

const kept = 720;
const slotMinutes = 10;

export const noHistory = (): History => ({
  recent: [],
  requests: [],
  day: new Array<null>(144).fill(null),
  week: new Array<null>(1008).fill(null),
});

/** @param minute since a Monday, 0:00 @param log of replicas that demand keeps busy @param requests of the minute */
export function remember(
  { recent, requests: counts, day, week }: History,
  minute: number,
  log: number,
  requests: number,
): void {
  for (const [logs, one] of [
    [recent, log],
    [counts, Math.log(requests + 1)],
  ] as const) {
    logs.push(one);
    if (logs.length > kept) logs.shift();
  }
  const slot = Math.floor(minute / slotMinutes);
  blend(day, slot % day.length, log, 0.03);
  blend(week, slot % week.length, log, 0.1);
}

function blend(profile: (number | null)[], index: number, log: number, share: number): void {
  const before = profile[index] ?? log;
  profile[index] = before + share * (log - before);
}

export const featureCount = 11;

/** What the forecast goes by, each as a difference to now: one, recent highs and means, requests' means, and what the day and the week did next. */
export function featuresOf(
  { recent, requests, day, week }: History,
  minute: number,
  ahead: number,
): number[] {
  const now = recent.at(-1) ?? 0;
  return [
    1,
    high(recent, 30) - now,
    high(recent, 60) - now,
    high(recent, 180) - now,
    mean(recent, 60) - now,
    mean(recent, 180) - now,
    mean(recent, kept) - now,
    mean(requests, 60) - mean(requests, 2),
    mean(requests, 180) - mean(requests, 2),
    change(day, minute, ahead),
    change(week, minute, ahead),
  ];
}

function high(logs: readonly number[], minutes: number): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let index = Math.max(0, logs.length - minutes); index < logs.length; index++)
    found = Math.max(found, logs[index] ?? found);
  return found;
}

function mean(logs: readonly number[], minutes: number): number {
  const from = Math.max(0, logs.length - minutes);
  let sum = 0;
  for (let index = from; index < logs.length; index++) sum += logs[index] ?? 0;
  return sum / (logs.length - from);
}

function change(profile: readonly (number | null)[], minute: number, ahead: number): number {
  const [from, to] = [minute, minute + ahead].map(
    (at) => profile[Math.floor(at / slotMinutes) % profile.length],
  );
  return typeof from === "number" && typeof to === "number" ? Math.max(-1, Math.min(1, to - from)) : 0;
}
