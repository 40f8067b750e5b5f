import { RestorePart } from "@signalbox/core/backup/run/restoration";
import { z } from "zod";

/** A restore of all that nothing refuses. */
export const RestoreAllRun = z.strictObject({
  what: z.literal("all"),
  /** Name of the execution. */
  run: z.string(),
  parts: z.array(RestorePart),
  /** Whether a person has to agree before any of them is started. */
  asks: z.boolean(),
});
export type RestoreAllRun = z.output<typeof RestoreAllRun>;
