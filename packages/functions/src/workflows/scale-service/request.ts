import { asked } from "@signalbox/core/runbook/asked";
import { z } from "zod";
import { serviceName } from "../../runbook/named-service.ts";

const tasks = z.int().min(1).max(1000);

export const ScaleRequest = z.strictObject({
  service: serviceName,
  tasks: tasks.meta({ description: "the least number of tasks from now on" }),
  ...asked,
});

export const ScalePlan = z.object({ service: z.string(), tasks });
