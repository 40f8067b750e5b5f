const minuteMs = 60_000;

/** A length of time for people, in its two largest units: `2 h 5 min`, `3 d`, `40 s`. */
export function lengthOf(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 1) return `${Math.round(ms / 1_000)} s`;
  const [days, hours, rest] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60];
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return `${rest} min`;
}
