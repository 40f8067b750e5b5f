import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { lambdaFunction } from "../../step.ts";
import { tend, tendAllows } from "./tend.ts";

/** Polling is the truth: whatever an event would have said, and did not, is found here a quarter of an hour later at most. */
export const tendBackups = lambdaFunction({
  name: "tend-backups",
  description:
    "Compares backups with what their classes say: adopts points, has them copied, verified and pruned, and raises the dead man's alarms.",
  input: z.strictObject({}),
  triggers: [onTrigger.schedule("sweep", "cron(5/15 * * * ? *)", {})],
  allow: tendAllows,
  run: async (_, context) => await tend(context),
});
