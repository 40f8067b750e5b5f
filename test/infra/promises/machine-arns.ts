import { madeOnce } from "@signalbox/core/made-once";
import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { parsed, textsWithin } from "../view/values.ts";

const isArn = /^arn:aws:(?!states:::)/;

export const machineArns: InfraPromise = {
  name: "every ARN that a state machine names exists in the machine's region",
  check: (graph) => {
    const known = new Map(graph.resources.map((resource) => [arnOf(resource), resource.region]));
    return ofType(graph, "aws:sfn/stateMachine:StateMachine").flatMap((machine) => {
      const named = namedBy(machine);
      if (named === undefined) return [wrong(machine, "has a definition that is no JSON")];
      return named
        .filter((arn) => known.get(arn) !== machine.region)
        .map((arn) => wrong(machine, `names ${arn}, which ${machine.region} has not`));
    });
  },
};

/** The ARNs that a machine names, and what was to become one; undefined where it has no definition. */
const namedBy = madeOnce((machine: Resource): readonly string[] | undefined => {
  const definition = parsed(valueIn(machine, "definition"));
  if (definition === undefined) return undefined;
  return [...textsWithin(definition)].filter((text) => isArn.test(text) || /\$\{\w+\}/.test(text));
});
