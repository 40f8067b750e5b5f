import type { Platform } from "@signalbox/core/platform/platform";

/** The name of an execution: the last part of its ARN. */
export const runName = (execution: string): string => execution.slice(execution.lastIndexOf(":") + 1);

/** An image as a task definition names it, pinned by its digest. */
export const pinnedImage = ({ account, region }: Platform, repository: string, digest: string): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com/${repository}@${digest}`;
