import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from "@aws-sdk/client-ecs";
import { NamedError } from "@signalbox/core/error";
import { meantHost, migratorCommand } from "./migrator.ts";

const hostName = "DATABASE_HOST";
const migrates = "ENABLE_DB_MIGRATIONS";
/** Says whose it is, so that no other run takes it away. */
export const runVariable = "SIGNALBOX_RUN";

export interface Migrator {
  readonly family: string;
  /** Name of the container that runs the image. */
  readonly container: string;
  /** As a task definition names it, pinned by its digest. */
  readonly image: string;
  readonly mark: string;
  /** Of the clone that is migrated instead of the service's database. */
  readonly host?: string | undefined;
}

/**
 * What a service runs, made into what migrates its database once: the one container with the new image, without port, health
 * check and sidecars. Throws `Upgrade.NotRedirected` where it would not be led to the clone.
 */
export function migratorDefinition(
  stable: RegisterTaskDefinitionCommandInput,
  migrator: Migrator,
): RegisterTaskDefinitionCommandInput {
  const { family, container: name } = migrator;
  const found = stable.containerDefinitions?.find((each) => each.name === name);
  if (!found) throw new Error(`the task definition ${stable.family} has no container ${name}`);
  const { enableFaultInjection: _none, ...task } = stable;
  const { healthCheck: _serves, dependsOn: _alone, ...container } = found;
  return {
    ...task,
    family,
    containerDefinitions: [
      {
        ...container,
        image: migrator.image,
        essential: true,
        command: [...migratorCommand],
        portMappings: [],
        ...settings(found, migrator),
        ...(container.logConfiguration && { logConfiguration: unbuffered(container.logConfiguration) }),
      },
    ],
  };
}

function settings(
  { environment = [], secrets = [] }: ContainerDefinition,
  { container, mark, host }: Migrator,
): Pick<ContainerDefinition, "environment" | "secrets"> {
  const names = [...environment, ...secrets].map(({ name }) => name);
  if (host !== undefined && (!names.includes(hostName) || names.includes("DATABASE_URL")))
    throw new NamedError(
      "Upgrade.NotRedirected",
      `${container} does not connect to ${hostName} alone, so that it could not be led to a clone`,
      { container },
    );
  const own: Record<string, string> = {
    [migrates]: "true",
    [runVariable]: mark,
    ...(host !== undefined && { [hostName]: host, [meantHost]: host }),
  };
  const isOwn = ({ name = "" }: { readonly name?: string | undefined }) => Object.hasOwn(own, name);
  return {
    environment: [
      ...environment.filter((one) => !isOwn(one)),
      ...Object.entries(own).map(([name, value]) => ({ name, value })),
    ],
    secrets: secrets.filter((one) => !isOwn(one)),
  };
}

/** What it says last is what counts, so it waits for the log where a server would not. */
function unbuffered(log: NonNullable<ContainerDefinition["logConfiguration"]>) {
  const { "max-buffer-size": _size, ...options } = log.options ?? {};
  return { ...log, options: { ...options, mode: "blocking" } };
}
