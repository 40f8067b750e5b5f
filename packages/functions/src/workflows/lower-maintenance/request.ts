import { asked } from "@signalbox/core/runbook/asked";
import { z } from "zod";

export const LowerRequest = z.strictObject(asked);

export const LowerPlan = z.object({});
