import { asked } from "@signalbox/core/runbook/asked";
import { z } from "zod";

export const RotateRequest = z.strictObject(asked);

export const RotatePlan = z.object({
  secret: z.string(),
  /** Id of the version that comes of it. */
  token: z.string(),
});
