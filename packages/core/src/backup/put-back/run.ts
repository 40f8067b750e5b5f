import { z } from "zod";
import { Change } from "./change.ts";

/** What is written back where it stands, and not switched to. */
export const putBackTargets = ["configuration", "secrets"] as const;
export const PutBackTarget = z.enum(putBackTargets);
export type PutBackTarget = z.output<typeof PutBackTarget>;

/** A restore that writes back. Times in milliseconds since 1970. */
export const PutBackRun = z.strictObject({
  what: PutBackTarget,
  /** Name of the execution. */
  run: z.string(),
  /** The point of the configuration that it goes back to, by its ARN. */
  point: z.string(),
  /** The moment that it holds. */
  at: z.number(),
  /** How many things are written. */
  changes: z.int().nonnegative(),
  /** Whether a person has to agree first. */
  asks: z.boolean(),
});
export type PutBackRun = z.output<typeof PutBackRun>;

/** What is written, and what stood there before: kept beside the points, since it may be long. */
export const PutBackDocument = z.strictObject({
  version: z.literal(1),
  run: z.string(),
  changes: z.array(Change),
});
export type PutBackDocument = z.output<typeof PutBackDocument>;

export const putBackKey = (run: string): string => `put-back/${run}.json`;

/** Looks at what was written, until it reads as it was written, and the seconds between two of them. */
export const putBackLooks = { most: 12, seconds: 10 } as const;
