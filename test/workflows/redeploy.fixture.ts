import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { handlerFor } from "@signalbox/functions/handler";
import type { AnyWorkflow } from "@signalbox/functions/step";
import { databasesOf } from "@signalbox/local/world/database/databases";
import { type AnyLaptop, names, person, region, roleOf } from "./laptop.fixture.ts";

/** Deploys a workflow anew, with a part of it changed: what one guard less does is seen, not thought. */
export async function redeploy(
  laptop: Pick<AnyLaptop, "cloud" | "world" | "platform">,
  changed: AnyWorkflow,
): Promise<void> {
  const { cloud, world, platform } = laptop;
  const name = names.deployed(changed.name);
  const roleArn = arns.role(platform, roleOf(changed.name));
  const functionArn = arns.function(platform, name);
  cloud.roles.createRole({
    arn: roleArn,
    statements: roleStatements(
      changed.steps.flatMap(({ allow }) => allow),
      basePermissions,
      (kind) => arnsOf(platform, kind),
    ),
  });
  cloud.lambda.install({
    functionName: name,
    region,
    roleArn,
    timeoutSeconds: changed.timeoutSeconds ?? 60,
    memoryMb: 512,
    environment: {},
    load: async (killed) => {
      const clientsIn = (where: string) => cloud.clientsOf({ roleArn, region: where, session: name, killed });
      const { clock } = world;
      const clients = clientsIn(region);
      const databases = databasesOf(world);
      return handlerFor(changed, async () => ({ clock, clients, clientsIn, platform, databases }));
    },
  });
  const stateMachine = (workflow: string) => arns.stateMachine(platform, names.deployed(workflow));
  const definition = bindMachine(changed.machine, { handler: functionArn, stateMachine });
  const input = { stateMachineArn: stateMachine(changed.name), definition };
  await world.call("states", "UpdateStateMachine", input, person);
}

/** A workflow without one of its states; `before` leads to `after` instead. */
export function bypassing(
  workflow: AnyWorkflow,
  before: string,
  removed: string,
  after: string,
): AnyWorkflow {
  const { [removed]: _, ...States } = workflow.machine.States;
  const changed = { ...States[before], Next: after } as (typeof States)[string];
  return { ...workflow, machine: { ...workflow.machine, States: { ...States, [before]: changed } } };
}
