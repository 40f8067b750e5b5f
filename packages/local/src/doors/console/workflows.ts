import type { ErrorDocuments, WorkflowDocument } from "@signalbox/core/console/documents";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Trigger } from "@signalbox/core/workflow/triggers";
import { errorTables } from "@signalbox/functions/errors";
import { workflows } from "@signalbox/functions/registry";
import { z } from "zod";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";

/** What a person can start on these platforms. */
export function startable(platforms: readonly Platform[]): WorkflowDocument[] {
  return platforms.flatMap((platform) =>
    workflows
      .filter(({ triggers }) => triggers.some(({ kind }) => kind === "person"))
      .map(({ name, description, input, triggers }) => ({
        name,
        description,
        region: platform.region,
        machineArn: machineArnOf(platform, name),
        triggers: triggers.map(triggerText),
        input: z.toJSONSchema(input, { io: "input", unrepresentable: "any" }),
        example: exampleFor(name, platform),
        plans: name === "release",
      })),
  );
}

/** Other people's state machines: what they take is not known, so they are started with JSON. */
export async function otherMachines(
  world: World,
  platforms: readonly Platform[],
): Promise<WorkflowDocument[]> {
  const known = new Set(
    platforms.flatMap((platform) => workflows.map(({ name }) => machineArnOf(platform, name))),
  );
  const found: WorkflowDocument[] = [];
  for (const region of world.regions) {
    const caller = { region, principal: person };
    const { stateMachines = [] } = await world.call("states", "ListStateMachines", {}, caller);
    for (const { name = "", stateMachineArn: machineArn = "" } of stateMachines)
      if (!known.has(machineArn))
        found.push({
          name,
          description: `A state machine in ${region}.`,
          region,
          machineArn,
          triggers: [],
          input: {},
          example: {},
          plans: false,
        });
  }
  return found;
}

const machineArnOf = (platform: Platform, workflow: string): string =>
  arns.stateMachine(platform, namesOf(platform).deployed(workflow));

/** The error tables of all domains as one. */
export const errorDocuments = (): ErrorDocuments => Object.assign({}, ...errorTables);

function exampleFor(workflow: string, { groups: [group] }: Platform): object {
  if (workflow !== "release" || group === undefined) return {};
  return {
    group: group.name,
    image: { repository: group.repository, tag: "" },
    requestedBy: "console",
  };
}

function triggerText(trigger: Trigger): string {
  if (trigger.kind === "person") return "a person";
  return trigger.kind === "event" ? `the event rule ${trigger.name}` : `the schedule ${trigger.expression}`;
}
