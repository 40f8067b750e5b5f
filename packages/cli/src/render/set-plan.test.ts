import { plannedWaves, rules } from "@signalbox/core/release/set/plan";
import picocolors from "picocolors";
import { expect, test } from "vitest";
import { renderSetPlan } from "./set-plan.ts";

const member = (name: string) => ({
  name,
  title: `Release v2 to ${name}`,
  strategy: "canary" as const,
  atLeastSeconds: 1_200,
  atMostSeconds: 70_000,
  cost: 0.02,
});

test("the plan of a set shows its waves with when each begins, what holds of all, and why it would be refused", () => {
  const plan = {
    title: "Release chat in us-east-1, then in eu-west-1 and us-west-2",
    waves: plannedWaves(1_800, [[member("us-east-1")], [member("eu-west-1"), member("us-west-2")]]),
    rules: [...rules],
    refusals: [{ error: "Release.ImageNotFound", cause: "eu-west-1: ECR has no image chat:v2" }],
  };
  const text = renderSetPlan(plan, picocolors.createColors(false));
  expect(text).toContain("wave 1: at once");
  expect(text).toContain("wave 2: 1800 s after the wave before it is promoted and drained");
  for (const said of ["us-west-2", "canary", "$0.02", ...rules]) expect(text).toContain(said);
  expect(text).toContain("✗ Release.ImageNotFound: eu-west-1: ECR has no image chat:v2");
  expect(text).not.toContain("nothing would be refused");
  expect(renderSetPlan({ ...plan, refusals: [] }, picocolors.createColors(false))).toContain(
    "nothing would be refused",
  );
});
