import type { VaultTarget } from "@signalbox/core/platform/backup-places";
import { ecsServicesOf, type ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Permission } from "@signalbox/core/workflow/allow";
import { readServices } from "../../aws/service.ts";
import { readsParameter } from "../../aws/task-definition.ts";
import type { FunctionContext } from "../../context.ts";
import { readService, readTaskDefinition } from "../../release/allow.ts";
import type { Running } from "../../restart/replace-tasks.ts";
import { parameterOf } from "../../restore/connection.ts";

export const readersAllow: readonly Permission[] = [readService, readTaskDefinition];

/** The services that connect to what is restored, in the order in which they are restarted; idle sides run none. */
export async function readersOf(context: FunctionContext, what: VaultTarget): Promise<Running[]> {
  const { aws, platform } = context;
  const name = parameterOf(context, what);
  const readers: Running[] = [];
  for (const group of platform.groups) {
    const services = ecsServicesOf(group);
    const state = await readServices(aws.ecs, group.cluster, services);
    for (const service of services) {
      const { desiredCount, taskDefinition } = state(service);
      if (desiredCount > 0 && (await readsParameter(aws.ecs, taskDefinition, name)))
        readers.push({ group, service, desiredCount });
    }
  }
  return readers;
}

/** Their groups, each once. */
export const groupsOf = (readers: readonly Running[]): ReleaseGroup[] => [
  ...new Set(readers.map(({ group }) => group)),
];
