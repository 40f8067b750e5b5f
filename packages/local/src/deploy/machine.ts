import { arns } from "@signalbox/core/platform/arns";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { workflows } from "@signalbox/functions/registry";
import type { World } from "../world/world.ts";
import type { Entry } from "./document.ts";
import { person } from "./person.ts";

/** Creates the state machine of a workflow; one that an earlier process left is brought to what the source says now. */
export async function putMachine(
  world: World,
  { region, name, registry, roleArn }: NonNullable<Entry["machine"]>,
): Promise<void> {
  const workflow = workflows.find((one) => one.name === registry);
  if (!workflow) throw new Error(`the registry has no workflow ${registry}: npm run platforms`);
  const place = { region, account: world.account };
  const definition = bindMachine(workflow.machine, {
    handler: arns.function(place, name),
    // The names of one platform differ in the workflow's alone.
    stateMachine: (other) => arns.stateMachine(place, `${name.slice(0, -registry.length)}${other}`),
  });
  const caller = { region, principal: person };
  try {
    await world.call("states", "CreateStateMachine", { name, roleArn, definition }, caller);
  } catch (error) {
    if (!(error instanceof Error && error.name === "StateMachineAlreadyExists")) throw error;
    const stateMachineArn = `arn:aws:states:${region}:${world.account}:stateMachine:${name}`;
    await world.call("states", "UpdateStateMachine", { stateMachineArn, roleArn, definition }, caller);
  }
}
