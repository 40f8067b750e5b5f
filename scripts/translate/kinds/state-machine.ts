import { isDeepStrictEqual } from "node:util";
import { handlerPlaceholder } from "@signalbox/core/workflow/task";
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
    const functionArn = `arn:aws:lambda:${region}:${graph.account}:function:${name}`;
    const expected = JSON.stringify(workflow.machine).replaceAll(handlerPlaceholder, functionArn);
    if (!isDeepStrictEqual(JSON.parse(definition), JSON.parse(expected)))
      throw new Error(
        `state machine ${id}: what is registered is not the machine of workflow ${workflow.name}`,
      );
    return [{ id, machine: { region, name, registry: workflow.name, roleArn } }];
  },
});
