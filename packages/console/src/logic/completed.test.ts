import { expect, test } from "vitest";
import { completedStates } from "./completed.ts";
import type { Visit, VisitStatus } from "./visits.ts";

const visit = (state: string, status: VisitStatus): Visit => ({
  id: 1,
  state,
  type: "Task",
  entered: 0,
  status,
  attempts: 1,
  retries: [],
});

test("a redrive goes on from the state that failed; what succeeded or was caught is not run again", () => {
  expect(
    completedStates([
      visit("Validate", "succeeded"),
      visit("Poll", "succeeded"),
      visit("Poll", "succeeded"),
      visit("Bake", "caught"),
      visit("Shift", "failed"),
    ]),
  ).toEqual({ from: "Shift", completed: ["Validate", "Poll", "Bake"] });
});

test("of a state that succeeded before and failed now, only the failure counts", () => {
  expect(completedStates([visit("Poll", "succeeded"), visit("Poll", "aborted")])).toEqual({
    from: "Poll",
    completed: [],
  });
});
