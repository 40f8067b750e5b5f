import fc from "fast-check";
import { expect, test } from "vitest";
import { RehearsedJudgement, summarised } from "./rehearsal.ts";

const sentence = fc.string({ maxLength: 400 });
const found = fc.array(
  fc.record({
    class: fc.constant("refused" as const),
    layer: fc.constant("migration" as const),
    where: fc.constant(""),
    sentence,
  }),
  { maxLength: 30 },
);

test("whatever was found, what executions carry of it has at most 2 kB, and the first of each list", () =>
  fc.assert(
    fc.property(
      found,
      found,
      fc.array(fc.record({ where: fc.string(), rows: fc.nat(), sentence }), { maxLength: 30 }),
      fc.array(sentence, { maxLength: 30 }),
      (refused, findings, catchUp, waits) => {
        const kept = summarised({
          class: "additive",
          refused,
          findings: findings.map((one) => ({ ...one, class: "additive" as const })),
          catchUp,
          waits,
          seconds: 31.8,
        });
        expect(RehearsedJudgement.safeParse(kept).success).toBe(true);
        expect(JSON.stringify(kept).length).toBeLessThanOrEqual(2_048);
        const all = { refused, findings, catchUp, waits };
        for (const list of ["refused", "findings", "catchUp", "waits"] as const)
          expect(kept[list].length > 0).toBe(all[list].length > 0);
      },
    ),
  ));

test("as much as there is room for is kept, in full", () => {
  const sentences = ["one", "two", "three"].map((word) => `column ${word} is new`);
  const findings = sentences.map((said) => ({
    class: "additive" as const,
    layer: "schema" as const,
    where: "",
    sentence: said,
  }));
  const kept = summarised({ class: "additive", refused: [], findings, catchUp: [], waits: [], seconds: 1 });
  expect(kept.findings).toEqual(sentences);
});
