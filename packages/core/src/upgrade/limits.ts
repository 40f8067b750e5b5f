/** RDS makes a clone in minutes, whatever it holds; past this it is given up. Milliseconds. */
export const cloneLimitMs = 2 * 3_600_000;
/** A migration that takes longer is stopped, and its release refused. Milliseconds. */
export const migrationLimitMs = 6 * 3_600_000;
/** How long removing the clone is tried. Milliseconds. */
export const removalLimitMs = 6 * 3_600_000;

/** One survey, tried again for as long as it is. */
export const surveySeconds = 2 * 3_600;

/** How long a rehearsal may take in all: another one's leftovers, its own work, and what it leaves. */
export const rehearsalSeconds =
  (cloneLimitMs + migrationLimitMs + 2 * removalLimitMs) / 1_000 + 2 * surveySeconds + 3_600;
