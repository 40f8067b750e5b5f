import type { PlannedStep } from "@signalbox/core/release/plan-document";
import { startedBy } from "@signalbox/core/workflow/bind-machine";
import { stepNameOf } from "@signalbox/core/workflow/task";
import { statesOf } from "@signalbox/core/workflow/workflow";
import type { AnyWorkflow } from "../../step.ts";
import { migrate } from "../../workflows/migrate/workflow.ts";
import { rehearse } from "../../workflows/rehearse/workflow.ts";
import { release } from "../../workflows/release/workflow.ts";
import { releaseBlueGreen } from "../../workflows/release-blue-green/workflow.ts";
import { releaseCanary } from "../../workflows/release-canary/workflow.ts";
import { releaseGates } from "../../workflows/release-gates/workflow.ts";
import { releaseMaintenanceCutover } from "../../workflows/release-maintenance-cutover/workflow.ts";
import { releaseRolling } from "../../workflows/release-rolling/workflow.ts";

/** The machines of a release. Not the registry's: that has this function in it. */
export const releaseMachines: readonly AnyWorkflow[] = [
  release,
  releaseCanary,
  releaseBlueGreen,
  releaseRolling,
  releaseMaintenanceCutover,
  migrate,
  rehearse,
];

/** The workflows that take part in a release by a strategy. */
export const machinesOf = (strategy: string): AnyWorkflow[] =>
  releaseMachines.filter(({ name }) => name === "release" || name === `release-${strategy}`);

/**
 * Every task of a release by a strategy, in the order of its machines, with the AWS calls that its step may make. `gated`: its
 * policy has gates; no other release enters their states.
 */
export function stepsOf(strategy: string, gated: boolean): PlannedStep[] {
  const taking = [...machinesOf(strategy), ...(gated ? [releaseGates] : [])];
  const stepsOfMachine = ({ machine, steps }: AnyWorkflow): PlannedStep[] =>
    [...statesOf(machine)].flatMap(({ name: state, state: definition }) => {
      if (definition.Type !== "Task" || (state === "AskAboutGates" && !gated)) return [];
      const step = steps.find(({ name }) => name === stepNameOf(definition));
      if (!step) {
        const started = startedBy(definition);
        return taking.filter(({ name }) => started.includes(name)).flatMap(stepsOfMachine);
      }
      const calls = [...new Set(step.allow.flatMap(({ actions }) => actions))];
      return [{ state, says: step.description, calls }];
    });
  return taking.slice(0, 1).flatMap(stepsOfMachine);
}
