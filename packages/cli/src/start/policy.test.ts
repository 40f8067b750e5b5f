import { ReleasePolicy } from "@signalbox/core/release/policy";
import { expect, test } from "vitest";
import { renderPolicies } from "./policy.ts";

const policyOf = (more: Partial<ReleasePolicy>) => ReleasePolicy.parse(more);

test("groups with the same policy share a column, alarms apart; what the tour changes is marked", () => {
  const text = renderPolicies(
    [
      { name: "chat", policy: policyOf({ holdSeconds: 60, alarms: ["a"] }) },
      { name: "models", policy: policyOf({ holdSeconds: 60 }) },
      { name: "files", policy: policyOf({ holdSeconds: 60, ladder: [50, 100] }) },
    ],
    { holdSeconds: 60 },
  );
  const lines = text.split("\n");
  expect(lines[0]?.trim().split(/ {2,}/)).toEqual(["chat, models", "files"]);
  const ladder = lines.find((line) => line.startsWith("ladder"))?.split(/ {2,}/);
  expect(ladder).toEqual(["ladder", "10, 25, 50, 100 %", "50, 100 %"]);
  const hold = lines.find((line) => line.startsWith("holdSeconds"))?.split(/ {2,}/);
  expect(hold).toEqual(["holdSeconds", "60 s", "60 s", "(this tour's own)"]);
  expect(text).not.toContain("alarms");
});
