import type { Resource } from "../../synth/graph.ts";
import { bare, changesOf, grantsOf, invokedBy, labelOf } from "./changes.ts";
import { flowchart } from "./flowchart.ts";
import { type Region, textOf } from "./region.ts";

/** Which machines of a region start which, and what each may change. */
export function callsDiagram(region: Region): string {
  const chart = flowchart("LR");
  const starts = startsIn(region);
  for (const machine of region.of("StateMachine"))
    if (starts.some((pair) => pair.includes(machine)))
      chart.node(machine.urn, [...labelOf(machine), ...changesOf(region, machine)]);
  for (const [machine, other] of starts) chart.arrow(machine.urn, other.urn);
  return chart.text();
}

/** Machines of a region that neither start another one nor are started by one, and the Lambdas beside them that change more than the ledger. */
export function aloneDiagram(region: Region): string {
  const chart = flowchart("LR");
  const machines = region.of("StateMachine");
  const starts = startsIn(region);
  for (const machine of machines)
    if (!starts.some((pair) => pair.includes(machine)))
      chart.node(machine.urn, [...labelOf(machine), ...changesOf(region, machine)]);
  const steps = new Set(machines.flatMap((machine) => [...invokedBy(region, machine)].map(bare)));
  const startedByItself = new Set(
    [...region.of("EventTarget"), ...region.of("Schedule", "SecretRotation")].flatMap((one) =>
      ["arn", "target.arn", "rotationLambdaArn"].map((field) => textOf(one, field)),
    ),
  );
  for (const fn of region.of("Function")) {
    const arn = textOf(fn, "arn");
    if (steps.has(arn) || startedByItself.has(arn)) continue;
    const changes = changesOf(region, fn);
    if (changes.some((one) => !one.startsWith("dynamodb:"))) chart.node(fn.urn, [...labelOf(fn), ...changes]);
  }
  return chart.text();
}

/** Each machine with one that it may start. */
function startsIn(region: Region): (readonly [Resource, Resource])[] {
  const machines = region.of("StateMachine");
  return machines.flatMap((machine) => {
    const started = new Set(
      grantsOf(region, textOf(machine, "roleArn")).flatMap(({ action, resource }) =>
        action === "states:StartExecution" ? [resource] : [],
      ),
    );
    return machines
      .filter((other) => started.has(textOf(other, "arn")))
      .map((other) => [machine, other] as const);
  });
}
