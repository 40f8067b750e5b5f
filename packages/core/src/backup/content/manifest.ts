import { z } from "zod";
import type { Size } from "../checks/size.ts";

const Digest = z.string().regex(/^[0-9a-f]{32,128}$/);
const Count = z.int().min(0);

const DatabaseManifest = z.strictObject({
  kind: z.literal("database"),
  /** By `schema.table`; a digest over all rows in the order of the primary key. */
  tables: z.record(z.string(), z.strictObject({ rows: Count, digest: Digest })),
  /** `schema.table.constraint`. */
  foreignKeys: z.array(z.string()),
  /** `schema.sequence`, with the `schema.table.column` that it feeds. */
  sequences: z.record(z.string(), z.string()),
  extensions: z.array(z.string()),
  /** Bytes of the database. */
  bytes: Count,
  /** The newest canary row; ISO 8601. */
  canaryAt: z.iso.datetime().optional(),
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

/** What was there when a backup was taken, read inside one snapshot; it is kept beside the point, never in it alone. */
export const Manifest = z.strictObject({
  version: z.literal(1),
  /** The run that took it. */
  run: z.string().min(1),
  takenAt: z.iso.datetime(),
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
