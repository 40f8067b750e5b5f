import { NamedError } from "@signalbox/core/error";
import { fnv1a } from "@signalbox/core/fnv1a";
import { namesOf } from "@signalbox/core/platform/names";
import {
  ecsServicesOf,
  type Migrating,
  type Platform,
  type ReleaseGroup,
} from "@signalbox/core/platform/platform";

/** A group whose releases may change the schema, and what migrates it. */
export interface MigratingGroup {
  readonly group: ReleaseGroup;
  readonly upgrade: Migrating;
  /** Any of its ECS services: they stand in one network. */
  readonly ecsService: string;
  /** Of the migrator's task definitions. */
  readonly family: string;
  /** Log group of the service. */
  readonly logs: string;
}

/** Throws `Upgrade.UnknownGroup`, with the groups that there are. */
export function migratingGroup(platform: Platform, name: string): MigratingGroup {
  const all = platform.groups.flatMap((group) =>
    "upgrade" in group && group.upgrade ? [{ group, upgrade: group.upgrade }] : [],
  );
  const found = all.find(({ group }) => group.name === name);
  const [ecsService] = found ? ecsServicesOf(found.group) : [];
  if (!found || ecsService === undefined)
    throw new NamedError(
      "Upgrade.UnknownGroup",
      `releases of ${name} change no schema; those of these do: ${all.map(({ group }) => group.name).join(", ") || "none"}`,
    );
  const names = namesOf(platform);
  const { service } = found.upgrade;
  return { ...found, ecsService, family: names.migratorFamily(service), logs: names.serviceLogs(service) };
}

/** By which ECS knows the run's tasks: at most 64 characters, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const migratorMark = (run: string): string =>
  `${fnv1a(run).toString(16).padStart(8, "0")}-${run.slice(-50).replaceAll(/[^\w.-]/g, "-")}`;
