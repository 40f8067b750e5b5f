import { expect, test } from "vitest";
import { play } from "./play.ts";

test("a move that a person plans is made, and none of its writes is lost", async () => {
  // A planned move that is refused harms nothing either, so that the invariants alone would not tell whether any is made.
  const { plan, outcomes, violations } = await play(20);
  expect({ incident: plan.incident, outcomes, violations }).toEqual({
    incident: "planned",
    outcomes: ["graceful completed"],
    violations: [],
  });
});
