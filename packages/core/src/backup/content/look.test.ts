import { expect, test } from "vitest";
import { foundIn, LookDocument, lookKey, manifestKey } from "./look.ts";

const found = {
  kind: "database" as const,
  tables: {
    "public.chat": { rows: 2, digest: "ab", shape: "cd", buckets: { "0a": { rows: 2, digest: "ab" } } },
    "public.broken": { unreadable: "XX001: invalid page" },
  },
  foreignKeys: { "public.chat.user": 0 },
  sequences: { "public.s": { next: 4, largest: undefined } },
  columns: { "public.s": "public.chat.id" },
  extensions: ["vector"],
  canaryAt: undefined,
  bytes: 8192,
  serverVersion: "16.6",
  schemaVersion: "b2c3",
  transaction: "742",
};

test("a look is read back as it was written, undefined values too", () => {
  const document = { version: 1, run: "r1", takenAt: "2026-01-01T00:00:00.000Z", found };
  expect(foundIn(LookDocument.parse(JSON.parse(JSON.stringify(document))))).toEqual(found);
});

test("each look of a run and each point has a document of its own", () => {
  expect(lookKey({ run: "r1", look: "before" })).toBe("looks/r1/before.json");
  expect(manifestKey("arn:aws:backup:us-east-1:1:recovery-point:a/b")).not.toContain("a/b");
});
