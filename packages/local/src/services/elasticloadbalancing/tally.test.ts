import fc from "fast-check";
import { expect, test } from "vitest";
import type { Outcome } from "../../world/plane/plane.ts";
import { Tally, threeDigits } from "./tally.ts";

const counted = (...outcomes: Outcome[]) => {
  const tally = new Tally();
  for (const outcome of outcomes) tally.add(outcome);
  const seen: Record<string, number> = {};
  tally.each((metric, value, count) => {
    seen[metric] = metric === "TargetResponseTime" ? (seen[metric] ?? 0) + count : value;
  });
  return seen;
};

test("a target's answers count by the hundreds of their status, with their response times", () => {
  const answered = (status: number): Outcome => ({ kind: "answered", status, seconds: 0.1 });
  expect(counted(...[200, 204, 301, 404, 500, 503].map(answered))).toEqual({
    HTTPCode_Target_2XX_Count: 2,
    HTTPCode_Target_3XX_Count: 1,
    HTTPCode_Target_4XX_Count: 1,
    HTTPCode_Target_5XX_Count: 2,
    TargetResponseTime: 6,
  });
});

test("what the load balancer answers itself counts as its own, never as the target's", () => {
  expect(
    counted({ kind: "broken", phase: "connect", seconds: 0 }, { kind: "broken", phase: "head", seconds: 1 }),
  ).toEqual({
    HTTPCode_ELB_5XX_Count: 2,
    HTTPCode_ELB_502_Count: 2,
    TargetConnectionErrorCount: 1,
  });
  expect(counted({ kind: "timeout", seconds: 60 })).toEqual({
    HTTPCode_ELB_5XX_Count: 1,
    HTTPCode_ELB_504_Count: 1,
  });
});

test("a stream that broke off is counted by the status that it began with", () => {
  expect(counted({ kind: "broken", phase: "body", status: 200, seconds: 0.2 })).toEqual({
    HTTPCode_Target_2XX_Count: 1,
    TargetResponseTime: 1,
  });
});

test("response times keep three significant digits, so percentiles stay right to half a per cent", () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 5_000, noNaN: true }), (seconds) => {
      expect(Math.abs(threeDigits(seconds) - seconds) / seconds).toBeLessThanOrEqual(0.005);
      expect(`${threeDigits(seconds)}`.replace(".", "").replace(/^0+|0+$/g, "").length).toBeLessThanOrEqual(
        3,
      );
    }),
  );
});
