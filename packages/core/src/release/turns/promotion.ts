import { z } from "zod";
import { SchemaChange } from "../../upgrade/schema-forbids.ts";

const Image = z.strictObject({ repository: z.string(), tag: z.string().optional(), digest: z.string() });
const TaskDefinitions = z.record(z.string(), z.string());

/** The release that brought what stands, and where the way back from it leads. */
export const Promotion = z.object({
  run: z.string(),
  image: Image,
  /** Milliseconds since 1970. */
  at: z.number(),
  /** Absent after a way back. */
  previous: z
    .object({
      /** ARNs, by service. */
      taskDefinitions: TaskDefinitions,
      /** Absent where no release brought it, but the deployment. */
      image: Image.optional(),
    })
    .optional(),
  /** What it did to the database that what ran before does not bear; absent where a way back needs no restore. */
  schema: SchemaChange.optional(),
});
export type Promotion = z.output<typeof Promotion>;

/** What a release that goes back goes back from and to. */
export const WayBack = z.strictObject({
  /** The run whose promotion is undone. */
  from: z.string(),
  /** ARNs of what ran before it, by service. */
  taskDefinitions: TaskDefinitions,
});
export type WayBack = z.output<typeof WayBack>;
