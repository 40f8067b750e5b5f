/** How long starts took, the newest last, in seconds. */
export type StartUps = number[];

const kept = 50;
/** Starts from which on they are believed instead of the profile. */
export const enough = 3;

export function sawStart(starts: StartUps, seconds: number): void {
  starts.push(seconds);
  if (starts.length > kept) starts.shift();
}

/** Seconds within which so large a share of starts is done: what was measured, or the profile's until there are enough. */
export function startWithin(starts: StartUps, profileSeconds: number, share: number): number {
  if (starts.length < enough) return profileSeconds;
  const sorted = starts.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? profileSeconds;
}
