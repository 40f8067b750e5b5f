import type { ErrorDocuments, WorkflowDocument } from "@signalbox/core/console/documents";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Trigger } from "@signalbox/core/workflow/triggers";
import { errorTables } from "@signalbox/functions/errors";
import { workflows } from "@signalbox/functions/registry";
import { z } from "zod";
import { arns, deployedName } from "../../deploy/names.ts";

/** What a person can start on these platforms. */
export function startable(platforms: readonly Platform[]): WorkflowDocument[] {
  return platforms.flatMap((platform) =>
    workflows
      .filter(({ triggers }) => triggers.some(({ kind }) => kind === "person"))
      .map(({ name, description, input, triggers }) => ({
        name,
        description,
        region: platform.region,
        machineArn: arns.stateMachine(platform, deployedName(name)),
        triggers: triggers.map(triggerText),
        input: z.toJSONSchema(input, { io: "input", unrepresentable: "any" }),
        example: exampleFor(name, platform),
        plans: name === "release",
      })),
  );
}

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
