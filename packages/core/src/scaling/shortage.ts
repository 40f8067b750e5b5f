import { z } from "zod";

/** Replicas that were ordered and did not come, of which people know. */
export const Shortage = z.object({
  /** Milliseconds since 1970. */
  since: z.number(),
  /** When all served again; absent while it lasts. */
  until: z.number().optional(),
});
export type Shortage = z.output<typeof Shortage>;
