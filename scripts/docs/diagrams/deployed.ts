import { bare, changesOf, invokedBy, labelOf } from "./changes.ts";
import type { Flowchart } from "./flowchart.ts";
import { type Region, textOf } from "./region.ts";

/** Draws machines, functions, logs and topics by their ARNs, with what they may change; answers the box's name, undefined for another thing. */
export function drawsDeployed(region: Region, chart: Flowchart): (arn: string) => string | undefined {
  const byArn = new Map(
    region.of("StateMachine", "Function", "LogGroup", "Topic").map((one) => [textOf(one, "arn"), one]),
  );
  // A machine and the Lambda of its steps are one box: each has one, and nothing else invokes it.
  const machineOf = new Map(
    region
      .of("StateMachine")
      .flatMap((machine) =>
        [...invokedBy(region, machine)].map((lambda) => [bare(lambda), textOf(machine, "arn")] as const),
      ),
  );
  return (arn) => {
    const resource = byArn.get(machineOf.get(bare(arn)) ?? arn) ?? byArn.get(bare(arn));
    if (resource === undefined) return undefined;
    chart.node(resource.urn, [...labelOf(resource), ...changesOf(region, resource)]);
    return resource.urn;
  };
}
