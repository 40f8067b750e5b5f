import { step } from "@signalbox/functions/step";
import { checkServing } from "@signalbox/functions/workflows/restore/steps/check-serving";
import { compare } from "@signalbox/functions/workflows/restore/steps/compare";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import { compare as compareVerified } from "@signalbox/functions/workflows/verify-backup/steps/compare";
import { verifyBackup } from "@signalbox/functions/workflows/verify-backup/workflow";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planOf, type RecoveryPlan } from "../simulation/recovery/plan.ts";
import { recover } from "../simulation/recovery/play.ts";

test("Given any faults, any disaster and any answers, then no acknowledged write of before the stated moment is lost, and one database serves", () =>
  fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
      const { lost, claimed, wrong, acknowledged } = await recover(planOf(seed));
      expect(acknowledged).toBeGreaterThan(20);
      const replay = `npm run bench:recovery -- --seed ${seed}`;
      expect({ replay, lost, claimed, wrong }).toMatchObject({ lost: [], claimed: [], wrong: [] });
    }),
    { numRuns: 6 },
  ));

describe("Given a point of which AWS Backup has kept half", () => {
  const damaged: RecoveryPlan = {
    ...planOf(0),
    damage: "truncated-file",
    disaster: "a table is dropped",
    back: "point",
    answers: { "waiting-for-person": "approve", "keeping-old": "release" },
    faults: [],
  };

  test("then it is not restored", async () => {
    expect(await recover(damaged)).toMatchObject({ outcome: "refused", lost: [], wrong: [] });
  });

  test("then, where nothing were held against its manifest, writes would be lost", async () => {
    const found = step({
      ...compareVerified,
      run: async (input, context) => {
        const { proof } = await compareVerified.run(input, context);
        return { proof: { ...proof, findings: [] } };
      },
    });
    const nothing = [
      step({ ...compare, run: async () => ({}) }),
      step({ ...checkServing, run: async () => ({}) }),
    ];
    const { outcome, lost, wrong } = await recover(damaged, [
      { ...restore, steps: restore.steps.map((old) => nothing.find(({ name }) => name === old.name) ?? old) },
      { ...verifyBackup, steps: verifyBackup.steps.map((old) => (old.name === found.name ? found : old)) },
    ]);
    expect(outcome).toBe("restored");
    expect(lost.length).toBeGreaterThan(5);
    expect(wrong).toContain("a damaged point is not called verified");
  });
});
