import { Run } from "@signalbox/core/ledger/records";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutOff } from "./cut-off.fixture.ts";
import type { Laptop, Setting } from "./laptop.fixture.ts";
import { ending, run } from "./release.fixture.ts";
import {
  bySet,
  memberOf,
  onThree,
  promotes,
  releaseTogether,
  seenFrom,
  setReport,
  sparse,
} from "./release-together.fixture.ts";

const two = { "open-webui": "good", pipelines: "good" } as const;
const groups = Object.keys(two);

/** Releases both, and answers how it ended. */
async function released(guards: NonNullable<Setting["guards"]>, see: (laptop: Laptop) => void = () => {}) {
  let end: unknown;
  await onThree({ ...sparse, guards }, async (laptop) => {
    const execution = await releaseTogether(laptop, two);
    promotes(laptop, groups);
    const { status } = await ending(laptop, execution);
    const members = [];
    for (const group of groups) {
      const { report } = Run.parse(await run(seenFrom(laptop, group), memberOf(group)));
      const said = report?.decisions.filter(({ by }) => by === "set s1").map(({ reason }) => reason);
      members.push({ outcome: report?.outcome, said });
    }
    end = { status, members, told: (await setReport(laptop))?.outcome };
    see(laptop);
  });
  return end;
}

test("Given a Lambda of the set that is cut off at any of its changes, then the set goes on by what the ledger says", async () => {
  let total = 0;
  const whole = await released(
    () => [],
    ({ calls }) => {
      total = calls.filter(bySet).length;
    },
  );
  expect(whole).toEqual({
    status: "SUCCEEDED",
    members: groups.map(() => ({
      outcome: "promoted",
      said: ["all of the set are ready", "all of the set have passed", "all of the set were held"],
    })),
    told: "promoted",
  });
  expect(total).toBeGreaterThan(20);
  await fc.assert(
    fc.asyncProperty(fc.nat(total - 1), fc.constantFrom("before", "after"), async (n, when) => {
      const { guard, cut } = cutOff(n, when, bySet);
      const end = await released(() => [guard]);
      expect(cut()).toBeDefined();
      expect({ at: cut()?.operation, end }).toEqual({ at: cut()?.operation, end: whole });
    }),
    { numRuns: 4 },
  );
});
