/** Waits of a recovery; each has an end. */

/** For a person to let users back. Nobody says anything: they stay out, and the recovery ends. */
export const letBackSeconds = 24 * 3_600;

/**
 * Between two looks at the parts: quick at first, when containment is at stake, slow while a restore goes on. 1,600 looks are two days, which
 * outlast a restore's wait for a person and the restore itself; the other goals' parts end within hours. With the nine events of each look
 * that stays below the 25,000 that an execution may have: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const partLooks = { quick: 10, soonSeconds: 15, thenSeconds: 120, most: 1_600 } as const;
