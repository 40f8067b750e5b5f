/** What one side of a service served in one minute, as the judge counts it. */
export interface CountedMinute {
  /** Start of the minute, milliseconds since 1970. */
  readonly at: number;
  readonly requests: number;
  /** Of these; never more. */
  readonly bad: number;
}

/** Minutes that are known, oldest first; those that the source could not say anything about are not among them. */
export interface Reading {
  readonly minutes: readonly CountedMinute[];
  /** Why nothing could be read, where that is so: the source was away, or its answer made no sense. */
  readonly unreadable?: string;
}

/** Values by the start of their minute, milliseconds since 1970. */
export type Points = ReadonlyMap<number, number>;

/** Minutes from `start` up to `end`, both milliseconds since 1970 at whole minutes. */
export interface Minutes {
  readonly start: number;
  readonly end: number;
}

export const minuteMs = 60_000;

/**
 * Pairs both counts minute by minute. A minute of which one is unknown is left out, so that it can be read again, unless
 * `missing` says that the source reports nothing where there is nothing to count. What is no count (negative, not finite) is
 * unknown. Estimated counts are rounded, and more bad ones than requests are as many requests: a connection that is refused
 * may be counted as the one and not the other.
 */
export function countMinutes(
  { start, end }: Minutes,
  bad: Points,
  total: Points,
  missing: { readonly bad?: 0 | undefined; readonly total?: 0 | undefined } = {},
): CountedMinute[] {
  const minutes: CountedMinute[] = [];
  for (let at = start; at < end; at += minuteMs) {
    const badOnes = count(bad.get(at)) ?? missing.bad;
    const requests = count(total.get(at)) ?? missing.total;
    // Without requests there is nothing that could be bad, whatever is known of it.
    const known = requests === 0 ? (badOnes ?? 0) : badOnes;
    if (known === undefined || requests === undefined) continue;
    minutes.push({ at, requests: Math.max(requests, known), bad: known });
  }
  return minutes;
}

const count = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) && value > -0.5 ? Math.max(0, Math.round(value)) : undefined;
