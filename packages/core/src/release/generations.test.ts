import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type GenerationsEvidence,
  generationsSentence,
  holdsForGenerations,
  leave,
  remember,
  stillRunning,
} from "./generations.ts";

const evidence: GenerationsEvidence = {
  run: "r1",
  side: "blue",
  since: 1_000,
  now: 2_000,
  servedUntil: 0,
  seen: { known: true, running: ["a", "b"] },
  remembered: undefined,
};
const first = remember(evidence)!;

test("what runs at the first look is remembered, and what began later does not count", () => {
  expect(first.ids).toEqual(["a", "b"]);
  const running = ["b", "c"];
  const again = remember({ ...evidence, now: 60_000, seen: { known: true, running }, remembered: first })!;
  expect(again).toBe(first);
  expect(stillRunning(again, running)).toEqual(["b"]);
});

test("a side that is still given requests may begin some, so that what runs is remembered anew", () => {
  const lagging = { ...evidence, now: 130_000, servedUntil: 120_000, remembered: first };
  const anew = remember({ ...lagging, seen: { known: true, running: ["b", "c"] } })!;
  expect(anew.ids).toEqual(["b", "c"]);
  expect(remember({ ...lagging, seen: { known: false, why: "dark" } })).toBe(first);
});

test("the other side of the same release, and the next release, are looked at anew", () => {
  for (const other of [{ side: "green" } as const, { run: "r2" }, { since: 2_001 }])
    expect(remember({ ...evidence, now: 3_000, ...other, remembered: first })?.takenAt).toBe(3_000);
});

test("what a release has waited for in vain, the next one does not wait for", () => {
  const remembered = leave(first, ["b"]);
  expect(remember({ ...evidence, remembered })).toBe(remembered);
  const next = remember({ ...evidence, run: "r2", remembered, seen: { known: true, running: ["b", "c"] } })!;
  expect(next).toMatchObject({ ids: ["c"], left: ["b"] });
  const gone = remember({ ...evidence, run: "r3", remembered: next, seen: { known: true, running: [] } })!;
  expect(gone.left).toEqual([]);
});

test("nothing is remembered while nobody can say what runs", () => {
  expect(remember({ ...evidence, seen: { known: false, why: "dark" } })).toBeUndefined();
});

test("whatever is seen and when, a side is held exactly while one that ran when it left runs, and never past the deadline", () => {
  const ids = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e"));
  fc.assert(
    fc.property(ids, fc.array(fc.tuple(fc.nat(2_000), fc.option(ids))), (ran, looks) => {
      let remembered = remember({ ...evidence, seen: { known: true, running: ran } });
      for (const [second, running] of looks.toSorted(([a], [b]) => a - b)) {
        const now = evidence.now + second * 1000;
        const seen = running ? ({ known: true, running } as const) : ({ known: false, why: "?" } as const);
        remembered = remember({ ...evidence, now, seen, remembered });
        const waiting = running ? stillRunning(remembered!, running) : undefined;
        const holds = holdsForGenerations({ now, since: evidence.since, deadlineSeconds: 900, waiting });
        const late = now - evidence.since >= 900_000;
        expect(holds).toBe(!late && (running === null || ran.some((id) => running.includes(id))));
      }
    }),
  );
});

test("the sentence says how many ran, how many are left and which, or why nobody knows", () => {
  const at = { now: 300_000, since: 0 };
  const say = (waiting: string[] | undefined, ran = 5) =>
    generationsSentence({ ...at, waiting }, ran, "no answer");
  expect(say([], 0)).toBe("no generation ran when it left");
  expect(say([], 1)).toBe("1 generation that ran when it left has ended");
  expect(say([])).toBe("5 generations that ran when it left have ended");
  expect(say(["a", "b"])).toBe("2 generations were still running after 300 s: a, b");
  expect(say(["a", "b", "c", "d", "e"])).toMatch(/^5 generations .*: a, b, c and 2 more$/);
  expect(say(undefined)).toBe("generations unknown after 300 s: no answer");
});
