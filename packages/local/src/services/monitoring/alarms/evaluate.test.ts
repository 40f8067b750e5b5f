import * as fc from "fast-check";
import { expect, test } from "vitest";
import { evaluate, evaluationRange, type TreatMissingData } from "./evaluate.ts";

const treatments: TreatMissingData[] = ["missing", "ignore", "breaching", "notBreaching"];
const state = fc.constantFrom("OK" as const, "ALARM" as const, "INSUFFICIENT_DATA" as const);
const situation = fc.integer({ min: 1, max: 6 }).chain((evaluationPeriods) =>
  fc.record({
    rule: fc.record({
      evaluationPeriods: fc.constant(evaluationPeriods),
      datapointsToAlarm: fc.integer({ min: 1, max: evaluationPeriods }),
      treatMissingData: fc.constantFrom(...treatments),
    }),
    datapoints: fc.array(fc.constantFrom(true, false, undefined), {
      minLength: evaluationRange(evaluationPeriods),
      maxLength: evaluationRange(evaluationPeriods),
    }),
    previous: state,
    place: fc.nat({ max: evaluationRange(evaluationPeriods) - 1 }),
  }),
);

test("a datapoint that breaches, added or in place of a good one, never turns ALARM to OK", () => {
  fc.assert(
    fc.property(situation, ({ rule, datapoints, previous, place }) => {
      fc.pre(evaluate(datapoints, rule, previous) === "ALARM");
      const worse = datapoints.with(place, true);
      expect(evaluate(worse, rule, previous)).toBe("ALARM");
    }),
    { numRuns: 2000 },
  );
});

test("a full range of real datapoints is decided by the newest N alone, whatever is said of missing ones", () => {
  fc.assert(
    fc.property(situation, ({ rule, datapoints, previous }) => {
      const real = datapoints.map((point) => point ?? false);
      const breaching = real.slice(-rule.evaluationPeriods).filter(Boolean).length;
      expect(evaluate(real, rule, previous)).toBe(breaching >= rule.datapointsToAlarm ? "ALARM" : "OK");
    }),
  );
});
