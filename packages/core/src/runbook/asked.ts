import { z } from "zod";

/** What every runbook is asked for, beside its own fields. */
export const asked = {
  reason: z.string().min(1).max(500).meta({ description: "why, for the report and for whoever comes later" }),
  requestedBy: z.string().min(1).max(100).meta({ description: "who asks for it" }),
  dryRun: z.boolean().default(false).meta({ description: "only says what would be done" }),
};

/** How long something shall last; people think in minutes at night. */
export const minutes = (most: number, description: string) =>
  z
    .int()
    .min(1)
    .max(most)
    .meta({ description: `${description}; minutes` });
