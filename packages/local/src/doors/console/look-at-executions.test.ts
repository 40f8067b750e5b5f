import { expect, test } from "vitest";
import { openStates } from "./look-at-executions.ts";

const entered = (name: string) => ({ stateEnteredEventDetails: { name } });
const exited = (name: string) => ({ stateExitedEventDetails: { name } });

test("a state is open from its entry to its exit, in parallel branches each for itself", () => {
  const open = openStates([], [entered("Both"), entered("Left"), entered("Right"), exited("Left")]);
  expect(open).toEqual(["Both", "Right"]);
  expect(openStates(open, [exited("Right"), exited("Both"), entered("Next")])).toEqual(["Next"]);
});

test("of a state that several iterations are in, one exit closes one", () => {
  expect(openStates([], [entered("Item"), entered("Item"), exited("Item")])).toEqual(["Item"]);
});
