/**
 * Seconds until the next look at something that has lasted so long: a twentieth of it, between a quarter of a minute and half an
 * hour. A release that waits days for a person fills no execution's history so.
 */
export const pollSeconds = (elapsedMs: number): number =>
  Math.min(1_800, Math.max(15, Math.round(elapsedMs / 20_000)));
