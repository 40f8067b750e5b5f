import fc from "fast-check";
import { expect, test } from "vitest";
import { downtimeParts, predictDowntime } from "./downtime.ts";
import {
  type Cutover,
  cutoverMarks,
  isRaised,
  marked,
  measuredParts,
  noCutover,
  outageSeconds,
} from "./outage.ts";
import { comparedSentence, predictedSentence } from "./upgrade-text.ts";

const seconds = fc.integer({ min: 0, max: 10_000 });

/** A cutover that went through, with the seconds between its marks. */
const through = fc
  .array(seconds, { minLength: cutoverMarks.length, maxLength: cutoverMarks.length })
  .map((gaps) => {
    let at = 0;
    return cutoverMarks.reduce<Cutover>((cutover, mark, index) => {
      at += (gaps[index] ?? 0) * 1000;
      return marked(cutover, mark, at);
    }, noCutover);
  });

test("what each part took adds up to what users were kept out for", () => {
  fc.assert(
    fc.property(through, seconds, (cutover, migration) => {
      const parts = measuredParts({ ...cutover, migrationSeconds: migration });
      const sum = Object.values(parts).reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(outageSeconds(cutover, 0), 6);
    }),
  );
});

test("what was measured predicts the same again, but for what the rehearsal says", () => {
  fc.assert(
    fc.property(through, seconds, seconds, (cutover, was, rehearsed) => {
      const measured = measuredParts({ ...cutover, migrationSeconds: was });
      const predicted = predictDowntime({ rehearsal: { migrate: rehearsed }, "last cutover": measured });
      const real = outageSeconds(cutover, 0);
      expect(predicted.seconds).toBeCloseTo(real - (measured.migrate ?? 0) + rehearsed, 6);
      expect(predicted.parts.map(({ name }) => name)).toEqual(downtimeParts);
    }),
  );
});

test("a mark counts once, and the page is down or up by the last of its two", () => {
  const once = marked(noCutover, "raised", 1_000);
  expect(marked(once, "raised", 9_000)).toBe(once);
  expect([isRaised(noCutover), isRaised(once), isRaised(marked(once, "lowered", 2_000))]).toEqual([
    false,
    true,
    false,
  ]);
});

test("a page that is raised again for the way back counts both times, and until now while it is up", () => {
  const { marks } = [
    ["raised", 1_000],
    ["lowered", 5_000],
    ["raised", 20_000],
  ].reduce((cutover, [mark, at]) => marked(cutover, mark as "raised", Number(at)), noCutover);
  expect(outageSeconds({ marks }, 30_000)).toBe(14);
});

test("each part of a prediction says how it is known", () => {
  const said = predictedSentence(
    predictDowntime({ rehearsal: { migrate: 143.7 }, "last backup": { snapshot: 95 } }),
  );
  expect(said).toContain("migrate 2 min 24 s (rehearsal)");
  expect(said).toContain("snapshot 95 s (last backup)");
  expect(said).toMatch(/stop \d+ s \(usual\)/);
});

test("the report holds the prediction against what was", () => {
  expect(comparedSentence({ seconds: 90 }, 100)).toBe(
    "users were kept out for 100 s; predicted were 90 s, 10 % less",
  );
  expect(comparedSentence(undefined, 100)).toBe("users were kept out for 100 s");
});
