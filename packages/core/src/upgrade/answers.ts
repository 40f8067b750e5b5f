import { z } from "zod";

/** What a database said to a probe. Of what rows hold there are only hashes. */
export const Answer = z.discriminatedUnion("said", [
  z.strictObject({
    said: z.literal("yes"),
    /** Read or written; of a plan none. */
    rows: z.int().min(0),
    /** Of a read: column → type. */
    types: z.record(z.string(), z.string()),
    /** Of a read: column → for each row, in the order of the key, `form:hash`, or an empty text for NULL. */
    cells: z.record(z.string(), z.array(z.string())),
  }),
  z.strictObject({
    said: z.literal("no"),
    /** https://www.postgresql.org/docs/current/errcodes-appendix.html */
    sqlstate: z.string(),
    message: z.string(),
  }),
]);
export type Answer = z.output<typeof Answer>;

/** By a probe's `id`. */
export const Answers = z.record(z.string(), Answer);
export type Answers = z.output<typeof Answers>;
