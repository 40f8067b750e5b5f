import fc from "fast-check";
import { expect, test } from "vitest";
import { nextPart, type SeenPart } from "./next-part.ts";

const state = fc.constantFrom<SeenPart["state"][]>("unstarted", "silent", "runs", "done", "failed");
const anyRounds = fc
  .array(fc.array(fc.record({ isOptional: fc.boolean(), state }), { minLength: 1, maxLength: 4 }), {
    maxLength: 4,
  })
  .map((rounds) =>
    rounds.map((round, row) => round.map((part, at): SeenPart => ({ ...part, name: `${row}-${at}` }))),
  );
const isNeeded = ({ isOptional }: SeenPart): boolean => !isOptional;

test("a round begins only once every part that is needed of those before it is done", () =>
  fc.assert(
    fc.property(anyRounds, (rounds) => {
      const next = nextPart(rounds);
      if (next.act !== "start") return;
      const row = Number(next.names[0]?.split("-")[0]);
      const before = rounds.slice(0, row).flat().filter(isNeeded);
      expect(before.every(({ state }) => state === "done")).toBe(true);
    }),
  ));

test("it goes on only when all that is needed is done, and halts only for a part that is needed", () =>
  fc.assert(
    fc.property(anyRounds, (rounds) => {
      const needed = rounds.flat().filter(isNeeded);
      const { act } = nextPart(rounds);
      if (act === "go-on") expect(needed.every(({ state }) => state === "done")).toBe(true);
      if (act === "halt") expect(needed.some(({ state }) => state === "failed")).toBe(true);
    }),
  ));

test("a part that is started and ends well sooner or later leads on, in as many starts as there are rounds", () =>
  fc.assert(
    fc.property(anyRounds, (rounds) => {
      let parts = rounds.map((round) => round.map((part): SeenPart => ({ ...part, state: "unstarted" })));
      let starts = 0;
      for (;;) {
        const next = nextPart(parts);
        if (next.act === "go-on") break;
        if (next.act === "start") starts++;
        parts = parts.map((round) =>
          round.map((part) => {
            if (next.act === "start" && next.names.includes(part.name)) return { ...part, state: "runs" };
            return part.state === "runs" && next.act === "wait" ? { ...part, state: "done" } : part;
          }),
        );
      }
      expect(starts).toBe(rounds.length);
    }),
  ));

test("a region that is silent or fails is done without, one that acts is waited for", () => {
  const here: SeenPart = { name: "h", isOptional: false, state: "done" };
  const there = (state: SeenPart["state"]): SeenPart => ({ name: "t", isOptional: true, state });
  for (const state of ["silent", "failed", "done"] as const)
    expect(nextPart([[here, there(state)]])).toEqual({ act: "go-on" });
  expect(nextPart([[here, there("runs")]])).toEqual({ act: "wait" });
});

test("the reason of a halt is the part's own", () => {
  const problem = { error: "Backup.Aborted", cause: "h-restore: ann aborted" };
  expect(nextPart([[{ name: "h", isOptional: false, state: "failed", problem }]])).toEqual({
    act: "halt",
    problem,
  });
});
