import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bracket } from "./bracket.ts";
import { findingsOf } from "./compare.ts";
import { filesManifest, other } from "./content.fixture.ts";
import type { FoundFiles } from "./found.ts";
import { Manifest } from "./manifest.ts";
import { type DatabaseLook, databaseManifestOf, filesManifestOf } from "./manifest-of.ts";

/** A version of a row; PostgreSQL writes another one, with its transaction's id, at each change. */
interface Version {
  readonly id: number;
  readonly text: string;
  readonly written: number;
}
type Table = readonly Version[];
type Change = { readonly id: number; readonly text: string | undefined };

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const bucketOf = ({ id, text }: Version) => sha256(`${id} ${text}`).slice(0, 2);
const rowsOf = (versions: Table) => ({
  rows: versions.length,
  digest: sha256(
    versions
      .map(({ id, text }) => sha256(`${id} ${text}`))
      .sort()
      .join(),
  ),
});

/** What `read-database.ts` sees of a table: buckets hold what was written before `transaction`. */
function look(table: Table, transaction: number): DatabaseLook {
  const old = table.filter(({ written }) => written < transaction);
  const buckets = Object.entries(Object.groupBy(old, bucketOf)).map(
    ([name, versions = []]) => [name, rowsOf(versions)] as const,
  );
  return {
    kind: "database",
    tables: { "public.chat": { ...rowsOf(table), buckets: Object.fromEntries(buckets) } },
    foreignKeys: {},
    sequences: {},
    columns: {},
    extensions: [],
    canaryAt: 0,
    bytes: 1,
    serverVersion: "18",
    schemaVersion: undefined,
    transaction: `${transaction}`,
  };
}

const manifestAt = (second: number, found: DatabaseLook): Manifest =>
  Manifest.parse({
    version: 1,
    run: "r",
    takenAt: new Date(second * 1_000).toISOString(),
    content: databaseManifestOf(found),
  });

function change(table: Table, { id, text }: Change, written: number): Table {
  const rest = table.filter((version) => version.id !== id);
  return text === undefined ? rest : [...rest, { id, text, written }];
}

const id = fc.nat(30);
const text = fc.constantFrom("a", "b", "c");
const begin = fc.uniqueArray(fc.record({ id, text }), {
  selector: (row) => row.id,
  minLength: 1,
  maxLength: 30,
});
const changes = fc.array(fc.record({ id, text: fc.option(text, { nil: undefined }) }), { maxLength: 40 });

/** The two looks and every state that a snapshot between them may be of. */
const story = fc.tuple(begin, changes).map(([rows, during]) => {
  const transaction = 100;
  const states: Table[] = [rows.map((row) => ({ ...row, written: 1 }))];
  for (const [index, each] of during.entries())
    states.push(change(states.at(-1) ?? [], each, transaction + index));
  const [first = []] = states;
  const before = manifestAt(0, look(first, transaction));
  const after = manifestAt(60, look(states.at(-1) ?? [], transaction));
  return { transaction, states, manifest: bracket(before, after) };
});
const how = { askedFor: 0, rpoMs: 1, exact: true };
const told = (manifest: Manifest, found: Parameters<typeof findingsOf>[1]) =>
  findingsOf(manifest, found, how).map(({ error }) => error);

test("no writes while the job runs, be they undone again, accuse a point of any moment between", () => {
  fc.assert(
    fc.property(story, fc.nat(), ({ transaction, states, manifest }, moment) => {
      const state = states[moment % states.length] ?? [];
      expect(told(manifest, look(state, transaction))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test("a lost or changed row that nobody wrote to meanwhile is found at every moment", () => {
  fc.assert(
    fc.property(
      story,
      fc.nat(),
      fc.nat(),
      fc.boolean(),
      ({ transaction, states, manifest }, moment, which, lost) => {
        const state = states[moment % states.length] ?? [];
        const { content } = manifest;
        if (content.kind !== "database") throw new Error("of a database");
        const buckets = content.tables["public.chat"]?.buckets ?? {};
        // A bucket whose rows stayed has its digest.
        const stayed = state.filter(
          (version) => version.written < transaction && buckets[bucketOf(version)]?.digest !== undefined,
        );
        const victim = stayed[which % stayed.length];
        fc.pre(victim !== undefined);
        const ruined = lost
          ? state.filter((version) => version !== victim)
          : state.map((version) => (version === victim ? { ...version, text: "ruined" } : version));
        expect(told(manifest, look(ruined, transaction))).toHaveLength(1);
      },
    ),
    { numRuns: 500 },
  );
});

test("of rows that changed meanwhile, those that stayed to the end are still counted", () => {
  const at = (rows: readonly (readonly [number, string])[]): Table =>
    rows.map(([id, text]) => ({ id, text, written: 1 }));
  const first = at(Array.from({ length: 600 }, (_, id) => [id, "a"]));
  // One of each bucket is gone at the end: no bucket has a digest any more.
  const gone = new Set([...new Map(first.map((version) => [bucketOf(version), version])).values()]);
  const last = first.filter((version) => !gone.has(version));
  const manifest = bracket(manifestAt(0, look(first, 100)), manifestAt(60, look(last, 100)));
  expect(told(manifest, look(last.slice(1), 100))).toEqual(["Backup.TableTruncated"]);
  expect(told(manifest, look([...first, ...at([[9_999, "a"]])], 100))).toEqual(["Backup.TableHasMore"]);
});

test("tables and files that came or went meanwhile may be there or not; the others must be as they were", () => {
  const withTable = (name: string) => {
    const base = look([{ id: 1, text: "a", written: 1 }], 100);
    return { ...base, tables: { ...base.tables, [name]: { ...rowsOf([]), buckets: {} } } };
  };
  const tables = bracket(
    manifestAt(0, withTable("public.dropped")),
    manifestAt(60, withTable("public.made")),
  );
  for (const name of ["public.dropped", "public.made"]) expect(told(tables, withTable(name))).toEqual([]);
  expect(told(tables, { ...withTable("public.made"), tables: {} })).toEqual(["Backup.TableMissing"]);

  const found = (files: FoundFiles["files"]): FoundFiles => ({ kind: "files", files });
  const [a, b, c] = ["1", "2", "3"].map((of) => ({ sha256: sha256(of), bytes: 1 }));
  if (!a || !b || !c) throw new Error("three files");
  const filesAt = (files: FoundFiles["files"]): Manifest => ({
    ...filesManifest,
    content: filesManifestOf(found(files)),
  });
  const files = bracket(filesAt({ a, b }), filesAt({ a, c }));
  for (const rest of [{}, { b }, { c }, { b, c }]) expect(told(files, found({ a, ...rest }))).toEqual([]);
  expect(told(files, found({ b }))).toEqual(["Backup.FileMissing"]);
  expect(told(files, found({ a: { ...a, sha256: other } }))).toEqual(["Backup.FileChanged"]);
});

test("a column that is added meanwhile changes how every row is hashed, and accuses neither state", () => {
  const shaped = (shape: string, suffix: string): DatabaseLook => {
    const rows = Array.from({ length: 20 }, (_, id) => ({ id, text: `a${suffix}`, written: 1 }));
    const seen = look(rows, 100);
    return {
      ...seen,
      tables: { "public.chat": { ...seen.tables["public.chat"], ...rowsOf(rows), shape: sha256(shape) } },
    };
  };
  const [narrow, wide] = [shaped("id, text", ""), shaped("id, text, share", ",")];
  const manifest = bracket(manifestAt(0, narrow), manifestAt(60, wide));
  for (const state of [narrow, wide]) expect(told(manifest, state)).toEqual([]);
  expect(told(manifest, { ...narrow, tables: {} })).toEqual(["Backup.TableMissing"]);
  expect(told(bracket(manifestAt(0, narrow), manifestAt(60, narrow)), wide)).not.toEqual([]);
});

test("manifests that do not belong together make none", () => {
  const one = manifestAt(0, look([], 100));
  for (const two of [
    { ...one, run: "another" },
    manifestAt(60, look([], 101)),
    { ...filesManifest, run: one.run },
  ])
    expect(() => bracket(one, two)).toThrow(RangeError);
});

test("what a database cannot keep itself is not asked of its restore, and one that cannot be read has no manifest", () => {
  const sick: DatabaseLook = {
    ...look([], 100),
    foreignKeys: { whole: 0, broken: 2 },
    sequences: {
      ahead: { next: 8, largest: 7 },
      behind: { next: 7, largest: 7 },
      unused: { next: 1, largest: undefined },
    },
    columns: { ahead: "t.a", behind: "t.b", unused: "t.c" },
  };
  expect(databaseManifestOf(sick)).toMatchObject({
    foreignKeys: ["whole"],
    sequences: { ahead: "t.a", unused: "t.c" },
  });
  expect(Object.keys(databaseManifestOf(sick).sequences)).toEqual(["ahead", "unused"]);
  const unreadable = { ...sick, tables: { "public.chat": { unreadable: "XX001: invalid page" } } };
  expect(() => databaseManifestOf(unreadable)).toThrow(
    expect.objectContaining({ name: "Backup.PageCorrupted" }),
  );
});
