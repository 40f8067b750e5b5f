import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { announce } from "./announce.ts";
import { latest, type Parameter, type Version } from "./parameter.ts";
import type { Store } from "./store.ts";

/** Puts labels on a version, the latest unless said, and takes them off others. Labels that AWS does not allow are answered. */
export function labelVersion(
  world: World,
  region: string,
  store: Store,
  { Name, ParameterVersion, Labels = [] }: Input<"ssm", "LabelParameterVersion">,
): Output<"ssm", "LabelParameterVersion"> {
  const parameter = store.get(Name);
  const version = versionOf(parameter, ParameterVersion);
  const good = Labels.filter((label) => /^(?!aws|ssm)[A-Za-z_.-][\w.-]{0,99}$/i.test(label));
  if (new Set([...version.labels, ...good]).size > 10)
    throw new AwsError(
      "ParameterVersionLabelLimitExceeded",
      "A parameter version can have at most 10 labels.",
    );
  for (const label of good) {
    for (const other of parameter.versions) other.labels.delete(label);
    version.labels.add(label);
  }
  announce(world, region, "LabelParameterVersion", parameter);
  return {
    InvalidLabels: Labels.filter((label) => !good.includes(label)),
    ParameterVersion: version.version,
  };
}

export function unlabelVersion(
  store: Store,
  { Name, ParameterVersion, Labels = [] }: Input<"ssm", "UnlabelParameterVersion">,
): Output<"ssm", "UnlabelParameterVersion"> {
  const { labels } = versionOf(store.get(Name), ParameterVersion);
  const removed = Labels.filter((label) => labels.delete(label));
  return { RemovedLabels: removed, InvalidLabels: Labels.filter((label) => !removed.includes(label)) };
}

function versionOf(parameter: Parameter, number: number | undefined): Version {
  if (number === undefined) return latest(parameter);
  const version = parameter.versions.find((each) => each.version === number);
  if (!version)
    throw new AwsError(
      "ParameterVersionNotFound",
      `Systems Manager could not find version ${number} of ${parameter.name}. Verify the version and try again.`,
    );
  return version;
}
