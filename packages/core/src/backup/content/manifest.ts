import { z } from "zod";
import type { Size } from "../checks/size.ts";

const Digest = z.string().regex(/^[0-9a-f]{32,128}$/);
const Count = z.int().min(0);

/** Rows of a table whose hashes begin alike; `digest` is absent where they changed while the job ran. */
const Bucket = z.strictObject({ least: Count, most: Count, digest: Digest.optional() });

const Table = z.strictObject({
  rows: Count,
  /** Over all rows, whatever their order; absent where rows may have come and gone while the job ran. */
  digest: Digest.optional(),
  /** Of its columns' names and types, without which no bucket can be told from another. */
  shape: Digest.optional(),
  /** By the first byte of a row's hash, in hexadecimal: the rows that were written before `transaction`. */
  buckets: z.record(z.string().regex(/^[0-9a-f]{2}$/), Bucket).optional(),
});
export type TableManifest = z.output<typeof Table>;

const DatabaseManifest = z.strictObject({
  kind: z.literal("database"),
  /** By `schema.table`. */
  tables: z.record(z.string(), Table),
  /** PostgreSQL's transaction id (xid8) from which on rows are in no bucket. */
  transaction: z.string().regex(/^\d+$/).optional(),
  /** `schema.table.constraint`. */
  foreignKeys: z.array(z.string()),
  /** `schema.sequence`, with the `schema.table.column` that it feeds. */
  sequences: z.record(z.string(), z.string()),
  extensions: z.array(z.string()),
  /** Bytes of the database. */
  bytes: Count,
  /** The newest canary row; ISO 8601. */
  canaryAt: z.iso.datetime().optional(),
  /** PostgreSQL's own, such as `16.9`: a restore takes no older one. */
  serverVersion: z.string().optional(),
  /** Alembic's revision, by which a version of Open WebUI knows its own schema. */
  schemaVersion: z.string().optional(),
});
export type DatabaseManifest = z.output<typeof DatabaseManifest>;

const FilesManifest = z.strictObject({
  kind: z.literal("files"),
  /** By path. */
  files: z.record(z.string(), z.strictObject({ sha256: Digest.length(64), bytes: Count })),
});
export type FilesManifest = z.output<typeof FilesManifest>;

const ConfigurationManifest = z.strictObject({
  kind: z.literal("configuration"),
  /** Of the schema that the configuration was written for. */
  schemaVersion: z.int().min(1),
  /** By name: the merged configuration, machines, task definitions, parameters, secrets' metadata. */
  parts: z.record(z.string(), z.strictObject({ sha256: Digest.length(64), bytes: Count })),
});
export type ConfigurationManifest = z.output<typeof ConfigurationManifest>;

/** What was there when a backup was taken, each look of one moment; it is kept beside the point, never in it alone. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  /** The run that took it. */
  run: z.string().min(1),
  takenAt: z.iso.datetime(),
  /** When it was looked at again, after the job: only what was the same both times is held against a restore. */
  until: z.iso.datetime().optional(),
  content: z.discriminatedUnion("kind", [DatabaseManifest, FilesManifest, ConfigurationManifest]),
});
export type Manifest = z.output<typeof Manifest>;

/** How much a manifest says is there. */
export function sizeOf({ content }: Manifest): Size {
  if (content.kind === "database")
    return { entries: sum(Object.values(content.tables).map(({ rows }) => rows)), bytes: content.bytes };
  const entries = Object.values(content.kind === "files" ? content.files : content.parts);
  return { entries: entries.length, bytes: sum(entries.map(({ bytes }) => bytes)) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
