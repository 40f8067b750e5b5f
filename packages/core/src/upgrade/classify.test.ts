import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classify } from "./classify.ts";
import { UpgradeEvidence } from "./evidence.ts";
import { notAsRehearsed } from "./refusals.ts";
import { anySchema, evidence, full, id, schema, surveyed, table, text } from "./upgrade.fixture.ts";

const known = schema({ "public.chat": table({ title: text }) });
const before = surveyed(known);

test("a release that changes nothing is none, whatever its revision", () => {
  fc.assert(
    fc.property(anySchema, (one) => {
      const judged = classify(evidence(surveyed(one), surveyed(one)));
      expect(judged).toMatchObject({ class: "none", findings: [], refused: [], catchUp: [] });
    }),
  );
});

test("a column less is breaking wherever it is, and a column more that may be NULL is not", () => {
  fc.assert(
    fc.property(anySchema, (one) => {
      for (const [name, of] of Object.entries(one.tables)) {
        const more = schema({ ...one.tables, [name]: { ...of, columns: { ...of.columns, added: text } } });
        expect(classify(evidence(surveyed(one), surveyed(more))).class).toBe("additive");
        expect(classify(evidence(surveyed(more), surveyed(one))).class).toBe("breaking");
      }
    }),
  );
});

test("evidence is kept as JSON and says the same", () => {
  fc.assert(
    fc.property(anySchema, anySchema, (one, other) => {
      const kept = UpgradeEvidence.parse(
        JSON.parse(JSON.stringify(evidence(surveyed(one), surveyed(other)))),
      );
      expect(classify(kept)).toEqual(classify(evidence(surveyed(one), surveyed(other))));
    }),
  );
});

test("rows that move while no definition is lost are a break that definitions alone do not see", () => {
  const after = schema({ ...known.tables, "public.shared": table({ title: text }) });
  const moved = full(after);
  moved["public.chat"] = { ...moved["public.chat"]!, rows: 480 };
  const judged = classify(evidence(before, surveyed(after, { contents: moved })));
  expect(judged.class).toBe("breaking");
  expect(judged.findings.filter((finding) => finding.class === "breaking").map(({ layer }) => layer)).toEqual(
    ["contents"],
  );
});

test("what a migration fills of others is to be caught up, but for what a default fills", () => {
  const after = schema({
    "public.chat": table({ title: text, current: text, kind: { ...id, default: "'chat'" } }),
    "public.message": table({}),
    "public.empty": table({}),
  });
  const contents = full(after);
  contents["public.empty"] = { ...contents["public.empty"]!, rows: 0 };
  const chat = contents["public.chat"]!;
  chat.columns.kind = { ...chat.columns.kind!, uniform: true };
  chat.columns.current = { ...chat.columns.current!, forms: { value: 420 } };
  const { class: verdict, catchUp } = classify(evidence(before, surveyed(after, { contents })));
  expect(verdict).toBe("additive");
  expect(catchUp.map(({ sentence }) => sentence)).toEqual([
    "chat.current: 420 of 500 rows were filled; rows that the old version writes are not.",
    "message: 500 rows were made of others; what the old version writes is not among them.",
  ]);
});

describe("a release is refused", () => {
  const refused = (
    more: Partial<UpgradeEvidence>,
    from = before,
    to: typeof before | undefined = before,
  ): string[] => classify(evidence(from, to, more)).refused.map(({ sentence }) => sentence);

  test("whose migration failed, with the words of its log", () => {
    const migration = { ended: "failed" as const, seconds: 3, sqlstate: "23503", log: "key is not present" };
    expect(refused({ migration })).toEqual([
      "The migration failed with 23503 after 3.0 s. Its last words: key is not present",
    ]);
  });
  test("whose migration was ended from outside", () => {
    expect(refused({ migration: { ended: "killed", seconds: 900 } })).toEqual([
      "The migration was ended from outside after 900.0 s.",
    ]);
  });
  test("whose failed migration was swallowed: it ended well, and the database is not at the image's head", () => {
    const after = { ...before, revisions: ["b"] };
    expect(classify({ ...evidence(before, after), after }).refused.map(({ sentence }) => sentence)).toEqual([
      "The migration ended as if all were well, and the database is at b instead of c: a failure was swallowed.",
    ]);
  });
  test("whose image does not know the database's revision: it is older", () => {
    expect(refused({}, { ...before, revisions: ["d"] })[0]).toMatch(
      /^The image does not know the revision d /,
    );
  });
  test("where an attempt before left something: what it made, two revisions, what is not finished", () => {
    expect(refused({ migration: { ended: "failed", seconds: 1, sqlstate: "42P07" } })[0]).toMatch(
      /^The migration found what it makes: an attempt before was interrupted, or another runs \(42P07\)/,
    );
    expect(refused({}, { ...before, revisions: ["a", "b"] })).toHaveLength(1);
    expect(refused({}, { ...before, unfinished: ["public.chat_idx"] })).toHaveLength(1);
  });
  test("that could not be looked at after its migration", () => {
    const { after: _, ...unseen } = evidence(before, before);
    expect(classify(unseen).refused).toHaveLength(1);
  });
});

test("production after its migration is as the rehearsal left the clone, or it is told", () => {
  const rehearsed = surveyed(known, { revisions: ["c"] });
  const grown = surveyed(known, { revisions: ["c"], contents: full(known, 900) });
  expect(notAsRehearsed(rehearsed, grown)).toEqual([]);
  const other = surveyed(schema({ "public.chat": table({}) }), { revisions: ["b"] });
  expect(notAsRehearsed(rehearsed, other).map(({ sentence }) => sentence)).toEqual([
    "The database is at b, and the rehearsal ended at c.",
    "The schema is not the rehearsal's: 1 difference, first column-removed of public.chat.title.",
  ]);
});
