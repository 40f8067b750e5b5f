import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { bindMachine } from "@signalbox/core/workflow/bind-machine";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { handlerFor } from "@signalbox/functions/handler";
import type { AnyWorkflow } from "@signalbox/functions/step";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import { reachFrom } from "@signalbox/local/deploy/reach";
import { databasesOf } from "@signalbox/local/world/database/databases";
import { documentOf, names, personIn, type ThreeRegions } from "./failover.fixture.ts";

/** Deploys a workflow of one region anew, with a part of it changed: what one guard less does is seen, not thought. */
export async function redeployIn(
  { cloud, world }: ThreeRegions,
  region: string,
  changed: AnyWorkflow,
): Promise<void> {
  const name = names.deployed(changed.name);
  const platform = await platformIn(world, region, names.platformParameters);
  const roleArn = arns.role(platform, names.role(region, changed.name));
  const functionArn = arns.function(platform, name);
  const allowed = changed.steps.flatMap(({ allow }) => allow);
  cloud.roles.createRole({
    arn: roleArn,
    statements: roleStatements(allowed, basePermissions, (kind) => arnsOf(platform, kind)),
  });
  const reach = reachFrom(cloud, region, documentOf());
  cloud.lambda.install({
    functionName: name,
    region,
    roleArn,
    timeoutSeconds: 60,
    memoryMb: 512,
    environment: {},
    load: async (killed) => {
      const clientsIn = (where: string) =>
        cloud.clientsOf({ roleArn, region: where, session: name, killed, from: region });
      const { clock } = world;
      const databases = databasesOf(world);
      const clients = clientsIn(region);
      return handlerFor(changed, async () => ({ clock, clients, clientsIn, platform, databases, reach }));
    },
  });
  const stateMachine = (workflow: string) => arns.stateMachine(platform, names.deployed(workflow));
  const definition = bindMachine(changed.machine, { handler: functionArn, stateMachine });
  const input = { stateMachineArn: stateMachine(changed.name), definition };
  await world.call("states", "UpdateStateMachine", input, personIn(region));
}
