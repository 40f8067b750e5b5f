import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Order } from "@signalbox/core/release/release";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { readAlarms } from "../../aws/alarm.ts";
import { findDigest } from "../../aws/image.ts";
import { readImage } from "../../aws/task-definition.ts";
import type { FunctionContext } from "../../context.ts";
import * as allow from "../../release/allow.ts";
import { repositoryUri } from "../../release/names.ts";
import { allowing, strategyOf } from "./strategies.ts";

/** What the checks below call. */
export const checksAllow: readonly Permission[] = [
  on("image", "ecr:DescribeImages"),
  allow.readAlarms,
  ...allowing("readServing"),
  allow.readTaskDefinition,
];

/** The image with its digest. Throws `Release.ImageNotFound`. */
export async function pinned(
  { aws }: FunctionContext,
  image: NonNullable<ReleaseRequest["image"]>,
): Promise<Order["image"]> {
  const { repository, tag } = image;
  const digest = await findDigest(aws.ecr, image);
  if (digest !== undefined) return { repository, ...(tag !== undefined && { tag }), digest };
  throw new NamedError("Release.ImageNotFound", `ECR has no image ${repository}:${tag ?? image.digest}`);
}

/** Throws `Release.AlarmNotFound` or `Release.AlarmAlreadyRaised`. */
export async function checkAlarms({ aws }: FunctionContext, names: readonly string[]): Promise<void> {
  const alarms = await readAlarms(aws.cloudWatch, names);
  const missing = names.filter((name) => !alarms.some((alarm) => alarm.name === name));
  if (missing.length > 0)
    throw new NamedError("Release.AlarmNotFound", `CloudWatch has no alarm ${missing.join(", ")}`);
  const raised = alarms.find(({ state }) => state === "ALARM");
  if (raised)
    throw new NamedError("Release.AlarmAlreadyRaised", `${raised.name} is in ALARM: ${raised.reason}`);
}

/**
 * Throws `Release.AlreadyServing` where every service serves the image. A group of which any serves something else is worth
 * a release: it brings them together.
 */
export async function checkNew(context: FunctionContext, group: ReleaseGroup, digest: string): Promise<void> {
  let serving = "";
  for (const { taskDefinition, container } of await strategyOf(group.name, group.strategy).readServing(
    context,
    group.name,
  )) {
    serving = await readImage(context.aws.ecs, taskDefinition, container);
    if ((await digestOf(context, group, serving)) !== digest) return;
  }
  throw new NamedError("Release.AlreadyServing", `${group.name} already serves ${serving} (${digest})`);
}

/** The digest of an image in a task definition; a release pins it, a deployment may have named it by its tag. */
export async function digestOf(
  { aws, platform }: FunctionContext,
  { repository }: ReleaseGroup,
  image: string,
): Promise<string | undefined> {
  const version = image.slice(repositoryUri(platform, repository).length);
  if (version.startsWith("@")) return version.slice(1);
  const tag = version.startsWith(":") ? version.slice(1) : "latest";
  return await findDigest(aws.ecr, { repository, tag });
}
