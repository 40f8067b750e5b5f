import { asked, minutes } from "@signalbox/core/runbook/asked";
import { z } from "zod";

export const FreezeRequest = z.strictObject({
  group: z.string().min(1).optional().meta({ description: "release group; where absent, all of them" }),
  minutes: minutes(30 * 24 * 60, "how long no release begins"),
  ...asked,
});

export const FreezePlan = z.object({
  group: z.string().optional(),
  reason: z.string(),
  by: z.string(),
  /** ISO. */
  at: z.string(),
  until: z.string(),
});
