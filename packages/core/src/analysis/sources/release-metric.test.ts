import { expect, test } from "vitest";
import { builtInMetrics, metricFaults, ReleaseMetric } from "./release-metric.ts";

const tokens = ReleaseMetric.parse({
  name: "lost-tokens",
  dryRun: true,
  source: {
    kind: "prometheus",
    endpoint: "https://prometheus.internal",
    bad: 'sum(increase(lost_total{revision="{{side}}"}[1m]))',
    total: 'sum(increase(tokens_total{revision="{{side}}"}[1m]))',
  },
});

test("errors are always judged, slow requests where there is an objective", () => {
  expect(builtInMetrics().map(({ name }) => name)).toEqual(["errors"]);
  expect(builtInMetrics(0.5).map(({ name }) => name)).toEqual(["errors", "slow"]);
  for (const metric of builtInMetrics(0.5)) expect(ReleaseMetric.parse(metric)).toEqual(metric);
});

test("a metric decides unless it is a dry run", () => {
  const { dryRun: _, ...given } = tokens;
  expect(ReleaseMetric.parse(given).dryRun).toBe(false);
});

test("a metric that counts all services of a group together is a fault where there are several", () => {
  expect(metricFaults([...builtInMetrics(0.5), tokens], ["chat"])).toEqual([]);
  expect(metricFaults([...builtInMetrics(0.5), tokens], ["chat", "web"])).toEqual([
    "lost-tokens counts chat and web together, once for each; let it select by {{name}}, {{service}} or {{targetGroup}}",
  ]);
});

test("two metrics of one name are a fault", () => {
  expect(metricFaults([...builtInMetrics(), ...builtInMetrics()], ["chat"])).toEqual([
    "there are two metrics errors",
  ]);
});
