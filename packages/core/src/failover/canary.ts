import { z } from "zod";

/** The function that reads the canary rows of its region's database; it stands in the network, where nothing else is reached. */
export const canaryReader = "look-at-canary";

/** What it answers, milliseconds since 1970; `why`: nobody knows. */
export const CanaryLook = z.object({ newest: z.number().optional(), why: z.string().optional() });
export type CanaryLook = z.output<typeof CanaryLook>;
