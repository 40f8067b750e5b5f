import { expect, test } from "vitest";
import { diffSchemas } from "./schema-diff.ts";
import { schema, table, text } from "./upgrade.fixture.ts";
import { waitedFor } from "./waits.ts";

const key = {
  columns: ["user_id"],
  target: "public.user",
  targetColumns: ["id"],
  onDelete: "cascade" as const,
  onUpdate: "no action" as const,
};
const before = schema({
  "public.user": table({}),
  "public.chat": table({ title: text }),
  "public.file": table({}),
});
const waits = (after: Parameters<typeof schema>[0]): string[] => {
  const now = schema({ ...before.tables, ...after });
  return waitedFor(diffSchemas(before, now), before);
};

test("the old version waits for what is altered, and for what a new key refers to, and for nothing else", () => {
  expect(waits({ "public.note": table({}) })).toEqual([]);
  expect(waits({ "public.note": table({ user_id: text }, { foreignKeys: [key] }) })).toEqual(["public.user"]);
  expect(waits({ "public.chat": table({ title: text, folder: text }) })).toEqual(["public.chat"]);
  expect(waits({ "public.chat": table({ title: text }, { indexes: ["btree (title)"] }) })).toEqual([
    "public.chat",
  ]);
});
