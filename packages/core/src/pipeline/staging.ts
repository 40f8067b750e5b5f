import { namesOf } from "../platform/names.ts";
import type { Platform } from "../platform/platform.ts";

/** Name and stage of the other stage that a pipeline leads through. */
export const stagingOf = ({ name, pipeline }: Platform): { name: string; stage: string } | undefined =>
  pipeline && { name, stage: pipeline.staging.stage };

/**
 * The other stage's repository of the same image: both are named after it. Undefined for a repository that is none of the
 * platform's.
 */
export function stagingRepository(platform: Platform, repository: string): string | undefined {
  const own = namesOf(platform).repository("");
  const staging = stagingOf(platform);
  if (!staging || !repository.startsWith(own)) return undefined;
  return namesOf(staging).repository(repository.slice(own.length));
}
