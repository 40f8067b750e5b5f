import { expect, test } from "vitest";
import { analysisPolicyOf, metricsOf } from "./analysis-policy.ts";
import { ReleasePolicy } from "./policy.ts";

const of = (policy: object) => analysisPolicyOf(ReleasePolicy.parse(policy));

test("a bake shorter than the least that a weight is watched is long enough to pass", () => {
  expect(of({ bakeSeconds: 60 }).leastMinutes).toBe(1);
  expect(of({ bakeSeconds: 0 }).leastMinutes).toBe(1);
  expect(of({ bakeSeconds: 3_600 }).leastMinutes).toBe(4);
});

test("the levels are spent over the bakes of the whole ladder", () => {
  expect(of({ ladder: [10, 50, 100], bakeSeconds: 600 }).horizonMinutes).toBe(30);
});

test("metrics of a dry run are measured beside errors and slow answers, and do not decide", () => {
  const source = {
    kind: "prometheus",
    endpoint: "http://prometheus:9090",
    bad: 'sum(increase(bad{side="{{side}}"}[1m]))',
    total: 'sum(increase(all{side="{{side}}"}[1m]))',
  };
  const policy = ReleasePolicy.parse({ metrics: [{ name: "time-to-first-token", dryRun: true, source }] });
  expect(metricsOf(policy).map(({ name }) => name)).toEqual(["errors", "slow", "time-to-first-token"]);
  expect(analysisPolicyOf(policy).dryRun).toEqual(["time-to-first-token"]);
});
