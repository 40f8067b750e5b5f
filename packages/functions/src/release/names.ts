import type { Platform } from "@signalbox/core/platform/platform";

/** The name of an execution: the last part of its ARN. */
export const runName = (execution: string): string => execution.slice(execution.lastIndexOf(":") + 1);

/** A repository as a task definition names it, before `:tag` or `@digest`. */
export const repositoryUri = ({ account, region }: Platform, repository: string): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com/${repository}`;

/** An image as a task definition names it, pinned by its digest. */
export const pinnedImage = (platform: Platform, repository: string, digest: string): string =>
  `${repositoryUri(platform, repository)}@${digest}`;

/** Several names in a sentence. */
export const listed = (names: readonly string[]): string => names.join(", ");
