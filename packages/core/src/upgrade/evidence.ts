import { z } from "zod";
import { Answers } from "./answers.ts";
import { Contents } from "./contents.ts";
import { Probe } from "./probes.ts";
import { Schema } from "./schema.ts";

/** A database as it was found, before a migration or after it; of one moment. */
export const Surveyed = z.strictObject({
  /** What Alembic says it is at: one revision; none before the first, several where something went wrong. */
  revisions: z.array(z.string()),
  schema: Schema,
  contents: Contents,
  /** Indexes and constraints that PostgreSQL has not finished, such as what `create index concurrently` leaves when it ends. */
  unfinished: z.array(z.string()),
});
export type Surveyed = z.output<typeof Surveyed>;

/** How the migration task ended by its own account. */
export const Migration = z.strictObject({
  /** `killed`: by a limit of time or memory, or with its machine. */
  ended: z.enum(["done", "failed", "killed"]),
  seconds: z.number().min(0),
  sqlstate: z.string().optional(),
  /** The last words of its log. */
  log: z.string().optional(),
});
export type Migration = z.output<typeof Migration>;

/** All that a rehearsal on a clone found out about a release. */
export const UpgradeEvidence = z.strictObject({
  version: z.literal(1),
  /** Alembic's revisions in the new image, oldest first; the last one is its head. None where the migrator did not come to say them. */
  revisions: z.array(z.string()),
  migration: Migration,
  before: Surveyed,
  /** Absent where the clone could not be looked at any more. */
  after: Surveyed.optional(),
  old: z.strictObject({ probes: z.array(Probe), before: Answers, after: Answers }),
  /** The new version's own statements, asked after the migration. */
  new: z.strictObject({ probes: z.array(Probe), answers: Answers }).optional(),
});
export type UpgradeEvidence = z.output<typeof UpgradeEvidence>;
