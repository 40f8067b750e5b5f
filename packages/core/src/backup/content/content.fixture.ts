import type { FoundConfiguration, FoundDatabase, FoundFiles } from "./found.ts";
import { Manifest } from "./manifest.ts";

export const takenAt = Date.parse("2026-11-21T02:00:00Z");
const minuteMs = 60_000;
const hex = (letter: string): string => letter.repeat(64);

/** Changes a whole thing into one that is ruined. */
type Ruin<T> = (whole: T) => void;

function ruined<T>(whole: T, ruin: Ruin<T>): T {
  const copy = structuredClone(whole);
  ruin(copy);
  return copy;
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] extends object ? Writable<T[Key]> : T[Key] };

const manifestOf = (content: object): Manifest =>
  Manifest.parse({
    version: 1,
    run: "database-daily-20261121T020000Z",
    takenAt: "2026-11-21T02:00:00Z",
    content,
  });

export const databaseManifest = manifestOf({
  kind: "database",
  tables: {
    "public.chat": { rows: 20_000, digest: hex("a") },
    "public.user": { rows: 500, digest: hex("b") },
  },
  foreignKeys: ["public.chat.chat_user_fkey"],
  sequences: { "public.chat_id_seq": "public.chat.id" },
  extensions: ["vector", "plpgsql"],
  bytes: 90_000_000,
  canaryAt: "2026-11-21T01:59:00Z",
});

export const database = (ruin: Ruin<Writable<FoundDatabase>> = () => {}): FoundDatabase =>
  ruined<Writable<FoundDatabase>>(
    {
      kind: "database",
      tables: {
        "public.chat": { rows: 20_000, digest: hex("a") },
        "public.user": { rows: 500, digest: hex("b") },
      },
      foreignKeys: { "public.chat.chat_user_fkey": 0 },
      sequences: { "public.chat_id_seq": { next: 20_033, largest: 20_000 } },
      extensions: ["plpgsql", "vector"],
      canaryAt: takenAt - minuteMs,
    },
    ruin,
  );

export const filesManifest = manifestOf({
  kind: "files",
  files: {
    "uploads/a.pdf": { sha256: hex("c"), bytes: 1_000 },
    "uploads/b.png": { sha256: hex("d"), bytes: 0 },
  },
});

export const files = (ruin: Ruin<Writable<FoundFiles>> = () => {}): FoundFiles =>
  ruined<Writable<FoundFiles>>(
    {
      kind: "files",
      files: {
        "uploads/a.pdf": { sha256: hex("c"), bytes: 1_000 },
        "uploads/b.png": { sha256: hex("d"), bytes: 0 },
      },
    },
    ruin,
  );

export const configurationManifest = manifestOf({
  kind: "configuration",
  schemaVersion: 1,
  parts: {
    "config.json": { sha256: hex("e"), bytes: 9_000 },
    "machines/backup.json": { sha256: hex("f"), bytes: 500 },
  },
});

export const configuration = (ruin: Ruin<Writable<FoundConfiguration>> = () => {}): FoundConfiguration =>
  ruined<Writable<FoundConfiguration>>(
    {
      kind: "configuration",
      parts: {
        "config.json": { sha256: hex("e"), bytes: 9_000 },
        "machines/backup.json": { sha256: hex("f"), bytes: 500 },
      },
      problems: [],
    },
    ruin,
  );

export const other = hex("0");
