import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsOf } from "./compare.ts";
import {
  configuration,
  configurationManifest,
  database,
  databaseManifest,
  files,
  filesManifest,
  other,
  takenAt,
} from "./content.fixture.ts";
import type { Found, FoundDatabase } from "./found.ts";
import { Manifest, sizeOf } from "./manifest.ts";

const hourMs = 3_600_000;
const asked = { askedFor: takenAt, rpoMs: hourMs, exact: true };
const told = (manifest: Manifest, found: Found, how = asked): string[] =>
  findingsOf(manifest, found, how).map(({ error, where }) => `${error} ${where}`);

test("what is as its manifest says has no findings", () => {
  expect(told(databaseManifest, database())).toEqual([]);
  expect(told(filesManifest, files())).toEqual([]);
  expect(told(configurationManifest, configuration())).toEqual([]);
});

const chat = "public.chat";
const page = 'XX001: invalid page in block 12 of relation "base/5/16400"';
const kms = "KMSKeyNotAccessibleFault: the key is disabled";
const empty = (manifest: Manifest, content: object): Manifest =>
  Manifest.parse({ ...manifest, content: { ...manifest.content, ...content } });

describe("each way to ruin a restore has its own name:", () => {
  const way = (what: string, found: Found, manifest: Manifest, ...names: string[]) => ({
    what,
    found,
    manifest,
    names,
  });
  test.each([
    way(
      "a corrupted page",
      database((each) => (each.tables[chat] = { unreadable: page })),
      databaseManifest,
      `Backup.PageCorrupted ${chat}`,
    ),
    way(
      "a row that is not what it was",
      database((each) => (each.tables[chat] = { rows: 20_000, digest: other })),
      databaseManifest,
      `Backup.TableChanged ${chat}`,
    ),
    way(
      "a table that is missing",
      database((each) => delete each.tables[chat]),
      databaseManifest,
      `Backup.TableMissing ${chat}`,
    ),
    way(
      "a truncated dump",
      database((each) => (each.tables[chat] = { rows: 19_999, digest: other })),
      databaseManifest,
      `Backup.TableTruncated ${chat}`,
    ),
    way(
      "rows of another moment",
      database((each) => (each.tables[chat] = { rows: 20_001, digest: other })),
      databaseManifest,
      `Backup.TableHasMore ${chat}`,
    ),
    way(
      "a table of another moment",
      database((each) => (each.tables["public.new"] = { rows: 0, digest: other })),
      databaseManifest,
      "Backup.TableUnexpected public.new",
    ),
    way(
      "rows that point to nothing",
      database((each) => (each.foreignKeys["public.chat.chat_user_fkey"] = 3)),
      databaseManifest,
      "Backup.ForeignKeyInvalid public.chat.chat_user_fkey",
    ),
    way(
      "a foreign key that is gone",
      database((each) => (each.foreignKeys = {})),
      databaseManifest,
      "Backup.ForeignKeyInvalid public.chat.chat_user_fkey",
    ),
    way(
      "a sequence behind its column",
      database((each) => (each.sequences["public.chat_id_seq"] = { next: 20_000, largest: 20_000 })),
      databaseManifest,
      "Backup.SequenceBehind public.chat_id_seq",
    ),
    way(
      "an extension that is missing",
      database((each) => (each.extensions = ["plpgsql"])),
      databaseManifest,
      "Backup.ExtensionMissing vector",
    ),
    way(
      "an old state",
      database((each) => (each.canaryAt = takenAt - hourMs - 1)),
      databaseManifest,
      "Backup.ContentTooOld canary",
    ),
    way(
      "a state without a canary",
      database((each) => (each.canaryAt = undefined)),
      databaseManifest,
      "Backup.ContentTooOld canary",
    ),
    way(
      "a wrong key",
      database((each) => (each.tables[chat] = { unreadable: kms })),
      databaseManifest,
      `Backup.WrongKey ${chat}`,
    ),
    way(
      "an empty backup",
      files((each) => (each.files = {})),
      empty(filesManifest, { files: {} }),
      "Backup.Empty size",
    ),
    way(
      "a file that is missing",
      files((each) => delete each.files["uploads/b.png"]),
      filesManifest,
      "Backup.FileMissing uploads/b.png",
    ),
    way(
      "a file too many",
      files((each) => (each.files["uploads/c"] = { sha256: other, bytes: 1 })),
      filesManifest,
      "Backup.FileUnexpected uploads/c",
    ),
    way(
      "a file with a wrong byte",
      files((each) => (each.files["uploads/a.pdf"] = { sha256: other, bytes: 1_000 })),
      filesManifest,
      "Backup.FileChanged uploads/a.pdf",
    ),
    way(
      "a file that was cut off",
      files((each) => (each.files["uploads/a.pdf"] = { sha256: other, bytes: 999 })),
      filesManifest,
      "Backup.FileTruncated uploads/a.pdf",
    ),
    way(
      "a file of another key",
      files((each) => (each.files["uploads/a.pdf"] = { unreadable: kms })),
      filesManifest,
      "Backup.WrongKey uploads/a.pdf",
    ),
    way(
      "a part that is missing",
      configuration((each) => delete each.parts["config.json"]),
      configurationManifest,
      "Backup.PartMissing config.json",
    ),
    way(
      "a part that is not what it was",
      configuration((each) => (each.parts["config.json"] = { sha256: other, bytes: 9_000 })),
      configurationManifest,
      "Backup.PartChanged config.json",
    ),
    way(
      "a configuration of another version",
      configuration((each) => (each.problems = ["regions[0].role: pilot"])),
      configurationManifest,
      "Backup.ConfigurationRefused schema 1",
    ),
    way(
      "a manifest of something else",
      files(),
      databaseManifest,
      "Backup.WrongManifest database-daily-20261121T020000Z",
    ),
  ])("$what", ({ found, manifest, names }) => {
    expect(told(manifest, found)).toEqual(names);
  });
});

test("at another moment than the manifest's, rows may differ and files may have come and gone, but nothing may be broken", () => {
  const later = { ...asked, exact: false };
  const grown = database((each) => {
    each.tables[chat] = { rows: 20_009, digest: other };
    each.tables["public.new"] = { rows: 1, digest: other };
  });
  expect(told(databaseManifest, grown, later)).toEqual([]);
  expect(
    told(
      databaseManifest,
      database((each) => delete each.tables[chat]),
      later,
    ),
  ).toEqual([`Backup.TableMissing ${chat}`]);
  const unreadable = database((each) => (each.tables[chat] = { unreadable: page }));
  expect(told(databaseManifest, unreadable, later)).toEqual([`Backup.PageCorrupted ${chat}`]);
  const moved = files((each) => {
    delete each.files["uploads/b.png"];
    each.files["uploads/c"] = { sha256: other, bytes: 1 };
  });
  expect(told(filesManifest, moved, later)).toEqual([]);
  const changed = files((each) => (each.files["uploads/a.pdf"] = { sha256: other, bytes: 1_000 }));
  expect(told(filesManifest, changed, later)).toEqual(["Backup.FileChanged uploads/a.pdf"]);
});

test("names from outside are names, be they those of every object", () => {
  const named = empty(filesManifest, { files: { constructor: { sha256: other, bytes: 1 } } });
  expect(
    told(
      named,
      files((each) => (each.files = {})),
    ),
  ).toEqual(["Backup.FileMissing constructor"]);
});

test("a state from before the backup is old, even within the RPO; of another moment the RPO alone decides", () => {
  // The manifest's canary is a minute older than the backup.
  const minutesOld = (minutes: number) => database((each) => (each.canaryAt = takenAt - minutes * 60_000));
  expect(told(databaseManifest, minutesOld(1))).toEqual([]);
  expect(told(databaseManifest, minutesOld(2))).toEqual(["Backup.ContentTooOld canary"]);
  const later = { ...asked, exact: false };
  expect(told(databaseManifest, minutesOld(60), later)).toEqual([]);
  expect(told(databaseManifest, minutesOld(61), later)).toEqual(["Backup.ContentTooOld canary"]);
});

test("no single change of what was restored goes unseen", () => {
  const table = fc.constantFrom(chat, "public.user");
  const ruin = fc.oneof(
    fc.record({ table, rows: fc.nat(40_000), digest: fc.constantFrom(other, "1".repeat(64)) }),
    fc.record({ table, gone: fc.constant(true) }),
    fc.record({ next: fc.integer({ min: -5, max: 20_000 }) }),
  );
  fc.assert(
    fc.property(ruin, (how) => {
      const found: FoundDatabase = database((each) => {
        if ("next" in how) each.sequences["public.chat_id_seq"] = { next: how.next, largest: 20_000 };
        else if ("gone" in how) delete each.tables[how.table];
        else each.tables[how.table] = { rows: how.rows, digest: how.digest };
      });
      expect(told(databaseManifest, found)).toHaveLength(1);
    }),
  );
});

test("a manifest is counted in rows, files or parts, and one of an unknown version is refused", () => {
  expect(sizeOf(databaseManifest)).toEqual({ entries: 20_500, bytes: 90_000_000 });
  expect(sizeOf(filesManifest)).toEqual({ entries: 2, bytes: 1_000 });
  expect(sizeOf(configurationManifest)).toEqual({ entries: 2, bytes: 9_500 });
  expect(Manifest.safeParse({ ...filesManifest, version: 2 }).success).toBe(false);
});
