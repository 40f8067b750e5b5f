import { expect, test } from "vitest";
import { after, judge, unchecked } from "./health-rules.ts";
import { defaultCheck } from "./health-settings.ts";

const check = { ...defaultCheck, healthyThreshold: 3, unhealthyThreshold: 2 };

/** "+" passes, "-" fails; the state after each. */
const through = (results: string): string => {
  let health = unchecked;
  return [...results]
    .map((result) => {
      health = after(health, result === "+", check);
      return health.state[0];
    })
    .join("");
};

test("a new target is healthy after one pass and unhealthy after the unhealthy threshold", () => {
  expect(through("+")).toBe("h");
  expect(through("--")).toBe("iu");
  expect(through("-+")).toBe("ih");
});

test("a known target changes only after a threshold of consecutive results", () => {
  expect(through("+-+-+--")).toBe("hhhhhhu");
  expect(through("--++-+++")).toBe("iuuuuuuh");
});

test("a matcher takes codes, lists and ranges", () => {
  const passes = (matcher: string, status: number) => judge({ kind: "status", status }, matcher).passed;
  expect([passes("200", 200), passes("200", 204)]).toEqual([true, false]);
  expect([passes("200,202", 202), passes("200,202", 201)]).toEqual([true, false]);
  expect([passes("200-299,404", 299), passes("200-299,404", 404), passes("200-299,404", 300)]).toEqual([
    true,
    true,
    false,
  ]);
});

test("what failed is told with AWS's reason codes", () => {
  expect(judge({ kind: "timeout" }, "200")).toMatchObject({ reason: "Target.Timeout" });
  expect(judge({ kind: "refused" }, "200")).toMatchObject({ reason: "Target.FailedHealthChecks" });
  expect(judge({ kind: "status", status: 503 }, "200")).toMatchObject({
    reason: "Target.ResponseCodeMismatch",
    description: "Health checks failed with these codes: [503]",
  });
});
