import type { MetricsDocument } from "@signalbox/core/console/documents";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { expect, test } from "vitest";
import { judgeLimits } from "./judge-limits.ts";

const none = { requests: [], errors: [], p95: [] };
const metrics: MetricsDocument = {
  region: "us-east-1",
  group: "web",
  times: [0, 60, 120, 180, 240],
  sides: { blue: { requests: [], errors: [9, 0.1, 3, null, 1], p95: [9, 0.1, 0.4, null, 0.2] }, green: none },
};

const policy = { errorRatio: 2, errorFloor: 0.01, latencyRatio: 1.5, latencyFloorSeconds: 0.3 };
const release = { startedAt: 70_000, stable: "blue", policy: ReleasePolicy.parse(policy) } as const;

test("a limit is the floor or the ratio times stable's, whichever is more, from the release's start on", () => {
  const { errors, p95 } = judgeLimits(metrics, { release });
  expect(errors.slice(0, 3)).toEqual([null, 1, 6]);
  expect(p95.slice(0, 3).map((value) => value && Math.round(value * 100) / 100)).toEqual([null, 0.3, 0.6]);
});

test("where stable serves nothing its worst minute of the release is the bar", () => {
  expect(judgeLimits(metrics, { release }).errors.slice(3)).toEqual([6, 2]);
});

test("after the release there is no limit", () => {
  expect(judgeLimits(metrics, { release, report: { endedAt: "1970-01-01T00:02:30Z" } }).errors).toEqual([
    null,
    1,
    6,
    null,
    null,
  ]);
});
