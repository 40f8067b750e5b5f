import { isDeepStrictEqual } from "node:util";
import { arns } from "@signalbox/core/platform/arns";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { workflows } from "@signalbox/functions/registry";
import { z } from "zod";
import { kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const stateMachine = kind({
  type: "aws:sfn/stateMachine:StateMachine",
  becomes: "`CreateStateMachine` with the registry's machine, which must equal the one that is registered",
  inputs: {
    name: z.string(),
    definition: z.string(),
    roleArn: z.string(),
    type: z.literal("STANDARD").optional(),
    loggingConfiguration: leftOut("executions keep their history themselves"),
    tracingConfiguration: leftOut("there is no X-Ray"),
    encryptionConfiguration: leftOut("executions are kept in memory"),
  },
  translate({ name, definition, roleArn }, { name: id, region }, { names, graph }) {
    const workflow = workflows.find((one) => names.deployed(one.name) === name);
    if (!workflow) throw new Error(`state machine ${id}: the registry has no workflow for ${name}`);
    const place = { region, account: graph.account };
    const expected = bindMachine(workflow.machine, {
      handler: arns.function(place, name),
      stateMachine: (other) => arns.stateMachine(place, names.deployed(other)),
    });
    if (!isDeepStrictEqual(JSON.parse(definition), JSON.parse(expected)))
      throw new Error(
        `state machine ${id}: what is registered is not the machine of workflow ${workflow.name}`,
      );
    return [{ id, machine: { region, name, registry: workflow.name, roleArn } }];
  },
});
