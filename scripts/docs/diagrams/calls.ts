import { bare, changesOf, grantsOf, invokedBy, labelOf } from "./changes.ts";
import { flowchart } from "./flowchart.ts";
import { type Region, textOf } from "./region.ts";

/** Which machines of a region start which, what people and machines call beside them to change more than the ledger, and what each may change. */
export function callsDiagram(region: Region): string {
  const chart = flowchart("LR");
  const machines = region.of("StateMachine");
  const steps = new Set(machines.flatMap((machine) => [...invokedBy(region, machine)].map(bare)));
  const startedByItself = new Set(
    [...region.of("EventTarget"), ...region.of("Schedule", "SecretRotation")].flatMap((one) =>
      ["arn", "target.arn", "rotationLambdaArn"].map((field) => textOf(one, field)),
    ),
  );
  for (const machine of machines)
    chart.node(machine.urn, [...labelOf(machine), ...changesOf(region, machine)]);
  for (const machine of machines) {
    const started = new Set(
      grantsOf(region, textOf(machine, "roleArn")).flatMap(({ action, resource }) =>
        action === "states:StartExecution" ? [resource] : [],
      ),
    );
    for (const other of machines) if (started.has(textOf(other, "arn"))) chart.arrow(machine.urn, other.urn);
  }
  for (const fn of region.of("Function")) {
    const arn = textOf(fn, "arn");
    if (steps.has(arn) || startedByItself.has(arn)) continue;
    const changes = changesOf(region, fn);
    if (changes.some((one) => !one.startsWith("dynamodb:"))) chart.node(fn.urn, [...labelOf(fn), ...changes]);
  }
  return chart.text();
}
