import { asked } from "@signalbox/core/runbook/asked";
import { z } from "zod";

export const ZoneRequest = z.strictObject({
  zone: z.string().min(1).meta({ description: "the availability zone, such as us-east-1a" }),
  group: z.string().min(1).optional().meta({ description: "only this release group; all unless said" }),
  ...asked,
});

export const ZonePlan = z.object({
  zone: z.string(),
  /** The subnet that tasks have there. */
  subnet: z.string(),
  groups: z.array(z.string()),
  /** A deployment from here on is this run's; milliseconds since 1970. */
  since: z.number(),
});
export type ZonePlan = z.output<typeof ZonePlan>;
