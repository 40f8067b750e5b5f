import type { ExecutionDocument } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { countByStatus, filterExecutions, readFilter, subjectOf } from "./execution-filter.ts";

const execution = (name: string, status: string, started: string): ExecutionDocument => ({
  arn: name,
  region: "us-east-1",
  machine: "signalbox-release",
  name,
  status,
  started,
  input: `{"image":"${name}"}`,
  current: [],
  redriveStatus: "NOT_REDRIVABLE",
  redriveCount: 0,
});

const all = [
  execution("a", "FAILED", "2026-01-01T00:00:00Z"),
  execution("b", "RUNNING", "2026-01-01T00:00:02Z"),
  execution("c", "FAILED", "2026-01-01T00:00:01Z"),
];
const names = (query: string) =>
  filterExecutions(all, readFilter(new URLSearchParams(query))).map(({ name }) => name);

test("without a filter all are there, the youngest first", () => {
  expect(names("")).toEqual(["b", "c", "a"]);
});

test("the address filters by status, machine, region and text", () => {
  expect(names("status=FAILED")).toEqual(["c", "a"]);
  expect(names("status=FAILED&text=C")).toEqual(["c"]);
  expect(names("machine=other")).toEqual([]);
  expect(names("region=us-west-2")).toEqual([]);
});

test("statuses are counted", () => {
  expect(countByStatus(all)).toEqual([
    ["FAILED", 2],
    ["RUNNING", 1],
  ]);
});

test("a release is about its image and its group", () => {
  expect(subjectOf('{"image":{"repository":"open-webui","tag":"v1"},"requestedBy":"ann"}')).toEqual({
    image: "open-webui:v1",
    group: "open-webui",
    by: "ann",
  });
  expect(subjectOf("[]")).toEqual({});
  expect(subjectOf("no json")).toEqual({});
});

test("what a release has started is about the same, and says who started it", () => {
  const release = { group: "web", image: { repository: "open-webui", tag: "v1" }, requestedBy: "ann" };
  const input = { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: "arn:release", release };
  expect(subjectOf(JSON.stringify(input))).toEqual({
    image: "open-webui:v1",
    group: "web",
    by: "ann",
    startedBy: "arn:release",
  });
});
