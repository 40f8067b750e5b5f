/** Waits of a restore; each has an end. */

/** For a person to look at what was restored beside. It costs by the hour; nobody says anything: it is removed. */
export const approvalSeconds = 24 * 3_600;

/** For a person to release what was replaced or to go back to it; then the restore stands. */
export const wayBackSeconds = 14 * 86_400;

/** The same of a restore of all. Its parts come to serve one after another, within a day: none has closed its way back when this ends. */
export const wayBackOfAllSeconds = wayBackSeconds - 86_400;

/** Seconds between two looks at the parts of a restore of all. */
export const partLookSeconds = 60;

/** Looks at releases of the services' groups, which have to be over, and the seconds between two of them. */
export const releaseLooks = { most: 120, seconds: 30 } as const;

/** Looks at the services that start again. */
export const serviceLooks = { most: 120, seconds: 15 } as const;

/** How often the way back to the old is tried again where it fails, and the seconds before each time. */
export const backTries = { most: 6, seconds: 300 } as const;

/** Looks at what is being removed. */
export const removalLooks = 240;
