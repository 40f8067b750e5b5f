import fc from "fast-check";
import { expect, test } from "vitest";
import { pipelinePhases } from "./run.ts";
import { type PipelineLook, pipelineTurn } from "./turn.ts";

const asked = fc.record({
  run: fc.constantFrom("a", "b", "c", "d"),
  askedAt: fc.integer({ min: 0, max: 3 }),
});
const looks: fc.Arbitrary<PipelineLook> = fc.record(
  {
    mine: asked.map((one) => ({ ...one, run: "mine", execution: "arn", until: 100 })),
    waiting: fc.array(asked),
    holder: fc.tuple(asked, fc.constantFrom(...pipelinePhases)).map(([one, phase]) => ({ ...one, phase })),
    last: asked,
    now: fc.integer({ min: 0, max: 200 }),
  },
  { requiredKeys: ["mine", "waiting", "now"] },
);

test("nobody takes the lease from one that runs, and nobody goes on whom a newer image has overtaken", () => {
  fc.assert(
    fc.property(looks, (look) => {
      const turn = pipelineTurn(look);
      if (turn.kind === "take") expect(look.holder).toBeUndefined();
      const newest = Math.max(...look.waiting.map(({ askedAt }) => askedAt), look.last?.askedAt ?? 0);
      if (newest > look.mine.askedAt)
        expect(turn).toMatchObject({ kind: "end", error: "Pipeline.Superseded" });
    }),
  );
});

test("of two that wait, one goes on and one ends", () => {
  fc.assert(
    fc.property(asked, asked, (one, other) => {
      fc.pre(one.run !== other.run);
      const turn = (mine: typeof one, waiting: typeof one) =>
        pipelineTurn({ mine: { ...mine, execution: "arn", until: 100 }, waiting: [waiting], now: 0 }).kind;
      expect([turn(one, other), turn(other, one)].toSorted()).toEqual(["end", "take"]);
    }),
  );
});

test.each([
  ["waiting-for-approval", { kind: "wait", supersede: true }],
  ["testing", { kind: "wait", supersede: false }],
  ["production", { kind: "wait", supersede: false }],
] as const)("an older run that is %s is met so", (phase, turn) => {
  const mine = { run: "b", askedAt: 2, execution: "arn", until: 100 };
  const holder = { run: "a", askedAt: 1, phase };
  expect(pipelineTurn({ mine, waiting: [], holder, now: 0 })).toMatchObject(turn);
  expect(pipelineTurn({ mine, waiting: [], holder, now: 100 })).toMatchObject({
    kind: "end",
    error: "Pipeline.NotItsTurn",
  });
});
