import type { AnyWorkflow } from "@signalbox/functions/step";
import { casesOf, runCase } from "./harness.ts";
import type { AnyMatrix } from "./workflow.ts";

/** What one cell of a matrix finds, by its id, where a workflow is another one than it is. */
export async function violationsOf(
  matrix: AnyMatrix,
  changed: AnyWorkflow,
  id: string,
): Promise<readonly string[]> {
  const [, name, machine = "", state = ""] = id.split("/");
  const scenario = matrix.scenarios.find((each) => each.name === name);
  if (!scenario) throw new Error(`${matrix.name} has no scenario ${name}`);
  // The cell is the sound workflow's: the other may not even end safely without a fault.
  const cells = await casesOf(matrix, { ...scenario, states: { [machine]: [state] } });
  const cell = cells.find((each) => each.id === id);
  if (!cell) throw new Error(`there is no cell ${id}`);
  const workflows = matrix.workflows.map((each) => (each.name === changed.name ? changed : each));
  return (await runCase({ ...matrix, workflows }, cell)).violations;
}

/** A workflow whose steps of these names are others. */
export const replacing = (
  workflow: AnyWorkflow,
  ...changed: AnyWorkflow["steps"][number][]
): AnyWorkflow => ({
  ...workflow,
  steps: workflow.steps.map((old) => changed.find(({ name }) => name === old.name) ?? old),
});
