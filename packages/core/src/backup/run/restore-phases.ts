/** What a restore goes through when nothing is in its way; it asks a person only where data is permanent. Without zod, for the page. */
export const usualPhases = [
  "planning",
  "restoring",
  "comparing",
  "waiting-for-person",
  "switching",
  "checking",
  /** It serves what was restored; the old is kept, with a way back, until a person releases it. */
  "keeping-old",
] as const;

/** The same of a restore of all: its parts, one after another, are what is restored. */
export const usualPhasesOfAll = ["planning", "waiting-for-person", "restoring", "keeping-old"] as const;

export const restorePhases = [...usualPhases, "going-back", "ended"] as const;

/** Of the way through `restoring`, in percent: AWS has restored all, and a cluster still gets its instance. */
export const restoredPercent = 80;
