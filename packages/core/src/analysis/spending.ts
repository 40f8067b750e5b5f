/** Share of a level that is for what comes after the horizon: extensions, and a last weight that takes long. */
const kept = 0.2;

/**
 * Share of a test's level that may be spent in the first `minutes`: nine tenths of it within the horizon, more
 * than a third in its first eighth, since a candidate that is very sick should be caught at once; some is always left.
 * Why a function of time keeps the test valid: Lan & DeMets, Biometrika 70 (1983) 659-663.
 */
export const spentBy = (minutes: number, horizonMinutes: number): number => {
  const horizons = minutes / horizonMinutes;
  return 1 - (1 - kept) * Math.exp(-4.5 * horizons) - kept / (1 + horizons);
};
