import { strategies } from "@signalbox/core/config/service";
import { startedBy } from "@signalbox/core/workflow/bind-machine";
import { expect, test } from "vitest";
import { workflows } from "../../registry.ts";
import { release } from "../../workflows/release/workflow.ts";
import { machinesOf, releaseMachines, stepsOf } from "./machines.ts";

test("a plan knows every machine that a release hands over to", () => {
  const started = [...new Set(startedBy(release.machine))];
  expect(releaseMachines.map(({ name }) => name).toSorted()).toEqual(["release", ...started].toSorted());
  for (const machine of releaseMachines) expect(workflows).toContain(machine);
});

test.each(strategies)(
  "the steps of a release by %s are those of its two machines, in their order",
  (strategy) => {
    const [parent, child] = machinesOf(strategy);
    expect(machinesOf(strategy)).toHaveLength(2);
    const told = stepsOf(strategy, false);
    const at = (state: string) => told.findIndex((each) => each.state === state);
    expect(at("Validate")).toBe(0);
    const own = told.findIndex(({ says }) => says === child!.steps[0]!.description);
    expect(own).toBeGreaterThan(at("CheckDrift"));
    expect(at("Unlock")).toBeGreaterThan(own);
    for (const { description } of [...parent!.steps, ...child!.steps])
      expect(told.map(({ says }) => says)).toContain(description);
  },
);

test.each(strategies)("a release by %s with gates asks them before users meet the candidate", (strategy) => {
  const states = stepsOf(strategy, true).map(({ state }) => state);
  const shifts = strategy === "rolling" ? "StartDeployment" : "ShiftTraffic";
  expect(states.indexOf("RunGate")).toBeGreaterThan(0);
  expect(states.indexOf("RunGate")).toBeLessThan(states.indexOf(shifts));
  const without = stepsOf(strategy, false).map(({ state }) => state);
  expect(without).not.toContain("RunGate");
  expect(without).not.toContain("AskAboutGates");
});
