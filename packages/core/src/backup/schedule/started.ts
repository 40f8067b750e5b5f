import { z } from "zod";

/** What the ledger says of a class's schedule; milliseconds since 1970. */
export const ClassSchedule = z.object({
  /** When the class was first seen: what was due before is nobody's fault. */
  since: z.number(),
  /** When the newest run that was started was due. */
  started: z.number().optional(),
});
export type ClassSchedule = z.output<typeof ClassSchedule>;
