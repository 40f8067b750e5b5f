import { asked } from "@signalbox/core/runbook/asked";
import { z } from "zod";
import { FreezePlan } from "../freeze-releases/request.ts";

export const QuarantineRequest = z.strictObject(asked);

export const QuarantinePlan = z.object({
  ...FreezePlan.shape,
  /** What the page says, in milliseconds since 1970. */
  page: z.number(),
  /** Of the cluster, as evidence. */
  snapshot: z.string(),
});
