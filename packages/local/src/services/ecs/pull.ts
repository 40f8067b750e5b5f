import { doubles, imageFor } from "../../images/catalogue.ts";
import type { ImageRef } from "../../world/plane/plane.ts";
import { readManifest } from "../ecr/manifest.ts";
import { asEcs, type Environment } from "./environment.ts";
import type { TaskState } from "./state.ts";

const reference =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com\/(?<repository>[^:@]+)(?::(?<tag>[\w.-]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/** Why a task could not start; the message is what its stoppedReason says. */
export class StartFailure extends Error {}

/**
 * Finds the image of a task's container in ECR. The first pull of a deployment fixes the digest for all its later tasks
 * (AWS's container image resolution, versionConsistency).
 */
export async function pull({ world }: Environment, task: TaskState): Promise<ImageRef> {
  const { deployment } = task;
  const name = deployment.definition.container.image;
  const { account, region, repository, ...version } = reference.exec(name)?.groups ?? {};
  if (account !== world.account || region === undefined || repository === undefined)
    throw new StartFailure(
      `CannotPullContainerError: ${name}: the local cloud pulls from its own ECR only, ${world.account}.dkr.ecr.<region>.amazonaws.com`,
    );
  const digest = deployment.digest ?? version.digest;
  const tag = version.tag ?? (version.digest ? "" : "latest");
  const found = await world
    .call(
      "ecr",
      "BatchGetImage",
      { repositoryName: repository, imageIds: [digest ? { imageDigest: digest } : { imageTag: tag }] },
      { region, principal: { ...asEcs(region).principal, from: task.arn.split(":")[3] ?? region } },
    )
    .catch((error: unknown) => {
      throw new StartFailure(cannotPull(name, error instanceof Error ? error.message : `${error}`));
    });
  const image = found.images?.[0];
  if (!image?.imageId?.imageDigest) throw new StartFailure(cannotPull(name, "not found"));
  if (!imageFor(repository))
    throw new StartFailure(
      `CannotStartContainerError: the local cloud has no double of ${repository}; it has ${doubles.join(", ")}`,
    );
  deployment.digest = image.imageId.imageDigest;
  const { annotations = {} } = readManifest(image.imageManifest ?? "");
  return { repository, tag, digest: deployment.digest, annotations };
}

/** containerd's words, as Fargate reports them. */
const cannotPull = (name: string, why: string): string =>
  `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${name}: ${name}: ${why}`;
