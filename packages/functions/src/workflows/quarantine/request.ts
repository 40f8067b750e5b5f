import { asked } from "@signalbox/core/runbook/asked";
import { z } from "zod";
import { FreezePlan } from "../freeze-releases/request.ts";
import { RaisePlan } from "../raise-maintenance/request.ts";

export const QuarantineRequest = z.strictObject(asked);

export const QuarantinePlan = z.object({
  ...RaisePlan.shape,
  freeze: FreezePlan,
  /** Of the cluster, as evidence. */
  snapshot: z.string(),
});
