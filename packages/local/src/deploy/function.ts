import { rotation } from "@signalbox/core/platform/names";
import type { Clients } from "@signalbox/functions/aws/clients";
import { functionHandlerFor, handlerFor } from "@signalbox/functions/handler";
import { functions, workflows } from "@signalbox/functions/registry";
import { rotationHandler } from "@signalbox/functions/rotation/rotation-handler";
import { runtimeOf } from "@signalbox/functions/runtime";
import type { Cloud } from "../cloud.ts";
import { databasesOf } from "../world/database/databases.ts";
import { loginsAt } from "../world/database/logins.ts";
import type { Entry, PlatformDocument } from "./document.ts";
import { reachFrom } from "./reach.ts";

/** Installs the Lambda of a workflow or a function, with the code of the registry. */
export function installFunction(
  cloud: Cloud,
  { region, name, registry, roleArn, ...settings }: NonNullable<Entry["function"]>,
  document: PlatformDocument,
): void {
  const workflow = workflows.find((one) => one.name === registry);
  const fn = functions.find((one) => one.name === registry);
  if (!workflow && !fn && registry !== rotation) throw new Error(noSuch(registry));
  const databases = databasesOf(cloud.world);
  const reach = reachFrom(cloud, region, document);
  cloud.lambda.install({
    functionName: name,
    region,
    roleArn,
    ...settings,
    load: async (killed, write) => {
      const clientsIn = (where: string) =>
        cloud.clientsOf({ roleArn, region: where, session: name, killed, from: region });
      const runtime = async () => {
        const { clock } = cloud.world;
        const hold = <T>(work: Promise<T>) => clock.hold(work);
        const readHashes = cloud.world.plane.caches?.read;
        const runtime = await runtimeOf(settings.environment, clock, clientsIn(region), clientsIn);
        return { ...runtime, write, hold, databases, reach, ...(readHashes && { readHashes }) };
      };
      if (workflow) return handlerFor(workflow, runtime);
      if (fn) return functionHandlerFor(fn, runtime);
      return rotationOf(cloud, clientsIn(region), settings.environment);
    },
  });
}

/** What rotates the database's password; it is no function of the registry. */
function rotationOf(
  { world }: Cloud,
  { secretsManager, ssm }: Clients,
  environment: Readonly<Record<string, string>>,
): (event: unknown) => Promise<object> {
  const databaseAt = (host: string) => loginsAt(world, host);
  const rotate = rotationHandler(() => environment, { secretsManager, ssm, databaseAt });
  return async (event) => {
    await rotate(event);
    return {};
  };
}

const noSuch = (registry: string): string =>
  `the registry has neither workflow nor function ${registry}: npm run platforms`;
