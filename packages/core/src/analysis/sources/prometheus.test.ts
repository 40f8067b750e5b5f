import { expect, test } from "vitest";
import { PrometheusSource, rangeQuery, readRange } from "./prometheus.ts";

const source = {
  kind: "prometheus",
  endpoint: "http://prometheus.internal:9090",
  bad: 'sum(increase(http_requests_total{revision="{{side}}",code=~"5.."}[1m])) or vector(0)',
  total: 'sum(increase(http_requests_total{revision="{{side}}"}[1m]))',
};
const wrong = (change: object) =>
  PrometheusSource.safeParse({ ...source, ...change }).error?.issues.map(({ message }) => message) ?? [];
const matrix = (result: object[]) => ({ status: "success", data: { resultType: "matrix", result } });

test("a source says where Prometheus is and what it is asked", () => {
  expect(PrometheusSource.parse(source)).toEqual(source);
  expect(wrong({ endpoint: "prometheus" })).toEqual(["an endpoint is an http or https URL"]);
  expect(wrong({ endpoint: "file:///etc/passwd" })).toEqual(["an endpoint is an http or https URL"]);
  expect(wrong({ workspaceRegion: "Frankfurt" })).toEqual(["a region, such as eu-central-1"]);
});

test("a query that counts both sides together is refused", () => {
  expect(wrong({ total: "sum(increase(http_requests_total[1m]))" })[0]).toMatch(/both sides together/);
});

test("a minute is asked for at its end, where its increase stands", () => {
  expect(rangeQuery("up", { start: 600_000, end: 780_000 })).toEqual({
    query: "up",
    start: "660",
    end: "780",
    step: "60",
  });
});

test("values are read at the start of their minute", () => {
  const answer = matrix([
    {
      metric: {},
      values: [
        [660, "12.4"],
        [720, "NaN"],
      ],
    },
  ]);
  expect(readRange(answer)).toEqual({
    points: new Map([
      [600_000, 12.4],
      [660_000, Number.NaN],
    ]),
  });
});

test("a series that is not there has no values", () => {
  expect(readRange(matrix([]))).toEqual({ points: new Map() });
});

test("more than one series, an error and anything else say why they cannot be read", () => {
  const two = matrix([{ values: [] }, { values: [] }]);
  expect(readRange(two)).toEqual({
    unreadable: "the query gives 2 series; wrap it in sum() so that it gives one",
  });
  expect(readRange({ status: "error", errorType: "bad_data", error: "parse error" })).toEqual({
    unreadable: "Prometheus says bad_data: parse error",
  });
  expect(readRange({ status: "success", data: { resultType: "vector", result: [] } })).toEqual({
    unreadable: "the answer is none of Prometheus' range queries",
  });
});
