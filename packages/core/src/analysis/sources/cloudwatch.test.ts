import { expect, test } from "vitest";
import { errors, slow } from "./built-in.ts";
import { CloudWatchSource, cloudWatchQueries, countedByCloudWatch } from "./cloudwatch.ts";
import { green } from "./subject.fixture.ts";

const wrong = (source: object) => {
  const parsed = CloudWatchSource.safeParse({ ...errors, ...source });
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

test("the built-in metrics are sources like any other", () => {
  expect(CloudWatchSource.parse(errors)).toEqual(errors);
  expect(CloudWatchSource.parse(slow(0.5))).toEqual(slow(0.5));
});

test("a side is asked for its own metrics, hidden, and for two expressions over them", () => {
  expect(cloudWatchQueries(slow(0.5), green, "s1")).toEqual([
    {
      Id: "s1_answered",
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: "AWS/ApplicationELB",
          MetricName: "TargetResponseTime",
          Dimensions: [
            { Name: "LoadBalancer", Value: "app/acme/fedcba9876543210" },
            { Name: "TargetGroup", Value: "targetgroup/acme-chat-green/0123456789abcdef" },
          ],
        },
        Period: 60,
        Stat: "SampleCount",
      },
    },
    expect.objectContaining({ Id: "s1_within", MetricStat: expect.objectContaining({ Stat: "PR(:0.5)" }) }),
    { Id: "s1Bad", ReturnData: true, Expression: "IF(s1_within >= 0, s1_answered * (1 - s1_within / 100))" },
    { Id: "s1Total", ReturnData: true, Expression: "s1_answered" },
  ]);
});

test("functions, words and numbers keep their names while ids change", () => {
  const source = CloudWatchSource.parse({
    ...errors,
    metrics: { m1: errors.metrics.server, m2: errors.metrics.refused, sum: errors.metrics.requests },
    bad: "IF(FILL(m1, REPEAT) > 1e2 AND m2 > .5, SUM([m1,m2]), 0)",
    total: "sum",
  });
  expect(cloudWatchQueries(source, green, "s0").at(-2)?.Expression).toBe(
    "IF(FILL(s0_m1, REPEAT) > 1e2 AND s0_m2 > .5, SUM([s0_m1,s0_m2]), 0)",
  );
});

test("the answer is read by minute", () => {
  const at = (minutes: number) => minutes * 60_000;
  const answer = new Map([
    ["s1Bad", new Map([[at(0), 2.0000001]])],
    [
      "s1Total",
      new Map([
        [at(0), 40],
        [at(1), 30],
      ]),
    ],
    ["s2Total", new Map([[at(2), 9]])],
  ]);
  const minutes = { start: at(0), end: at(3) };
  expect(countedByCloudWatch(errors, "s1", minutes, answer)).toEqual([
    { at: at(0), requests: 40, bad: 2 },
    { at: at(1), requests: 30, bad: 0 },
    { at: at(2), requests: 0, bad: 0 },
  ]);
  expect(countedByCloudWatch({ ...errors, missing: {} }, "s1", minutes, answer)).toHaveLength(1);
});

test("an expression that reads no metric, or one that is not there, is refused", () => {
  expect(wrong({ bad: "requests - sever" })).toEqual([
    "bad: no metric has the id sever; did you mean server?",
  ]);
  expect(wrong({ total: "100" })).toEqual(["total: it reads no metric"]);
});

test("an expression that would reach the other side's metrics is refused", () => {
  expect(wrong({ bad: "SUM(METRICS())" })[0]).toMatch(/METRICS\(\) would read the other side too/);
  expect(wrong({ bad: "SEARCH('{AWS/ApplicationELB}', 'Sum')" })[0]).toMatch(/SEARCH and SELECT/);
});

test("a metric that counts both sides together is refused", () => {
  const both = { ...errors.metrics.server, dimensions: { LoadBalancer: "{{loadBalancer}}" } };
  expect(wrong({ metrics: { ...errors.metrics, server: both } })[0]).toMatch(
    /metrics\.server\.dimensions: it counts both sides together/,
  );
});

test("a typing error in a field is refused", () => {
  expect(wrong({ misssing: {} })).toHaveLength(1);
});
