import { z } from "zod";
import type { FoundConfiguration, FoundFiles } from "./found.ts";
import type { DatabaseLook } from "./manifest-of.ts";

/** What a point of a vault is restored into: a cluster of this region by its identifier, or a bucket. */
export const Beside = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("database"), cluster: z.string().min(1) }),
  z.strictObject({ kind: z.literal("files"), bucket: z.string().min(1) }),
]);
export type Beside = z.output<typeof Beside>;

/** What is looked at: one of those, or a document in the bucket of documents, by its key. */
export const LookedAt = z.discriminatedUnion("kind", [
  ...Beside.options,
  z.strictObject({ kind: z.literal("configuration"), document: z.string().min(1) }),
]);
export type LookedAt = z.output<typeof LookedAt>;

/** One look at contents, as a run asks the workflow `look-at-contents` for it. */
export const LookRequest = z.strictObject({
  /** The run that wants it. */
  run: z.string().min(1),
  /** Before a job and after it, at what was restored beside, and at what serves then. */
  look: z.enum(["before", "after", "beside", "serving"]),
  at: LookedAt,
  /** Of the second of two looks at a database: what the first one answered. */
  transaction: z.string().optional(),
});
export type LookRequest = z.output<typeof LookRequest>;

/** What the workflow answers; what it saw stands in a document, for it may be long. */
export const Looked = z.strictObject({
  /** Key in the bucket of documents. */
  document: z.string(),
  /** When it began, milliseconds since 1970. */
  takenAt: z.number(),
  /** Rows, files or parts. */
  entries: z.number(),
  bytes: z.number(),
  transaction: z.string().optional(),
  /** The newest canary row of a database that has one, milliseconds since 1970. */
  canaryAt: z.number().optional(),
});
export type Looked = z.output<typeof Looked>;

const Unreadable = z.strictObject({ unreadable: z.string() });
const Rows = z.strictObject({ rows: z.number(), digest: z.string() });
const Table = Rows.extend({
  shape: z.string().exactOptional(),
  buckets: z.record(z.string(), Rows).exactOptional(),
});
const Sequence = z.strictObject({ next: z.number(), largest: z.number().optional() });

const Database = z.strictObject({
  kind: z.literal("database"),
  tables: z.record(z.string(), z.union([Table, Unreadable])),
  foreignKeys: z.record(z.string(), z.union([z.number(), Unreadable])),
  sequences: z.record(z.string(), z.union([Sequence, Unreadable])),
  columns: z.record(z.string(), z.string()),
  extensions: z.array(z.string()),
  canaryAt: z.number().optional(),
  bytes: z.number(),
  serverVersion: z.string(),
  schemaVersion: z.string().optional(),
  transaction: z.string(),
});

const Files = z.strictObject({
  kind: z.literal("files"),
  files: z.record(
    z.string(),
    z.union([z.strictObject({ sha256: z.string(), bytes: z.number() }), Unreadable]),
  ),
});

const Configuration = z.strictObject({
  kind: z.literal("configuration"),
  parts: z.record(
    z.string(),
    z.union([z.strictObject({ sha256: z.string(), bytes: z.number() }), Unreadable]),
  ),
  problems: z.array(z.string()),
});

/** What a look saw, as its document keeps it. JSON has no undefined: what was not there is absent. */
export const LookDocument = z.strictObject({
  version: z.literal(1),
  run: z.string(),
  takenAt: z.iso.datetime(),
  found: z.discriminatedUnion("kind", [Database, Files, Configuration]),
});
export type LookDocument = z.output<typeof LookDocument>;

/** What `LookDocument` read back, as whoever compares it wants it. */
export function foundIn({ found }: LookDocument): DatabaseLook | FoundFiles | FoundConfiguration {
  if (found.kind !== "database") return found;
  const { canaryAt, schemaVersion, sequences, ...rest } = found;
  return {
    ...rest,
    canaryAt,
    schemaVersion,
    sequences: Object.fromEntries(
      Object.entries(sequences).map(([name, state]) => [
        name,
        "next" in state ? { next: state.next, largest: state.largest } : state,
      ]),
    ),
  };
}

/** Of all looks in the bucket of documents. */
export const looksPrefix = "looks/";

export const lookKey = ({ run, look }: Pick<LookRequest, "run" | "look">): string =>
  `${looksPrefix}${run}/${look}.json`;

/** Of a recovery point, by its ARN; a copy has its own. */
export const manifestKey = (point: string): string => `manifests/${encodeURIComponent(point)}.json`;
