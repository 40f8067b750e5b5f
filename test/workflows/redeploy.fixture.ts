import { arns, arnsOf } from "@signalbox/core/platform/arns";
import { roleStatements } from "@signalbox/core/workflow/role-statements";
import { handlerPlaceholder } from "@signalbox/core/workflow/task";
import { basePermissions } from "@signalbox/functions/base-permissions";
import { handlerFor } from "@signalbox/functions/handler";
import type { AnyWorkflow } from "@signalbox/functions/step";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { type Laptop, names, person, region, releaseMachine, roleOf } from "./laptop.fixture.ts";

/** Deploys the release workflow anew, with a part of it changed: what one guard less does is seen, not thought. */
export async function redeploy(laptop: Laptop, changed: AnyWorkflow): Promise<void> {
  const { cloud, world, platform } = laptop;
  const name = names.deployed("release");
  const roleArn = arns.role(platform, roleOf("release"));
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
    timeoutSeconds: 60,
    memoryMb: 512,
    environment: {},
    load: async (killed) =>
      handlerFor(changed, async () => ({
        clock: world.clock,
        clients: cloud.clientsOf({ roleArn, region, session: name, killed }),
        platform,
      })),
  });
  const definition = JSON.stringify(changed.machine).replaceAll(handlerPlaceholder, functionArn);
  const input = { stateMachineArn: releaseMachine, definition };
  await world.call("states", "UpdateStateMachine", input, person);
}

/** The workflow without one of its states; `before` leads to `after` instead. */
export function bypassing(before: string, removed: string, after: string): AnyWorkflow {
  const { [removed]: _, ...States } = release.machine.States;
  const changed = { ...States[before], Next: after } as (typeof States)[string];
  return { ...release, machine: { ...release.machine, States: { ...States, [before]: changed } } };
}
