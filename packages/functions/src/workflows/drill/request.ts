import { asked, minutes } from "@signalbox/core/runbook/asked";
import { z } from "zod";

export const DrillRequest = z.strictObject({
  minutes: minutes(240, "how long users stay in this region").default(30),
  ...asked,
});

export const DrillPlan = z.object({
  /** Names of the two executions. */
  there: z.string(),
  back: z.string(),
  home: z.string(),
  minutes: z.int(),
  /** Who looks at what the two leave, and so ends the hold after each. */
  by: z.string(),
});
export type DrillPlan = z.output<typeof DrillPlan>;
