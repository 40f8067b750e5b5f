import picocolors from "picocolors";
import { expect, test } from "vitest";
import { renderRehearsal } from "./rehearsal.ts";

const plain = picocolors.createColors(false);
const measured = { seconds: 930, cloneSeconds: 450, bytes: 514_000_000, costUsd: 0.1234 };
const judgement = {
  class: "additive" as const,
  refused: [],
  findings: ["chat.timer_at is new, and NULL where nobody says more."],
  catchUp: ["chat.timer_at: 40 of 40 rows were filled; rows that the old version writes are not."],
  waits: ["public.chat"],
  seconds: 5.24,
};
const evidence = "rehearsals/open-webui/r1.json";

test("a rehearsal says how a release may go out, why, what waits, and what it took", () => {
  expect(renderRehearsal({ judgement, measured, evidence }, plain)).toMatchInlineSnapshot(`
    "✓ additive: canary, blue-green, maintenance-cutover
    - chat.timer_at is new, and NULL where nobody says more.
    - to catch up: chat.timer_at: 40 of 40 rows were filled; rows that the old version writes are not.
    migrates in  5.2 s
    waited for   public.chat
    took         930 s, 450 s of it for the clone
    database     514,000,000 bytes
    cost         at most $0.12
    evidence     rehearsals/open-webui/r1.json"
  `);
});

test("a rehearsal that refuses says so first, and names no strategy", () => {
  const refused = ["The migration failed with 23505 after 2.0 s."];
  const said = renderRehearsal({ judgement: { ...judgement, refused }, measured, evidence }, plain);
  expect(said.split("\n").slice(0, 2)).toEqual([
    "✗ refused",
    "✗ The migration failed with 23505 after 2.0 s.",
  ]);
  expect(said).not.toContain("canary");
});
