import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import { usageError } from "../user-error.ts";

/** https://docs.docker.com/reference/api/registry/v2/: what a tag may be made of. */
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestForm = /^sha256:[0-9a-f]{64}$/;

/**
 * Reads REPO:TAG, REPO@sha256:…, or TAG alone, which means the group's own repository. Throws a usage error for a
 * repository that is another group's or nobody's.
 */
export function parseImage(typed: string, group: ReleaseGroup): ReleaseRequest["image"] {
  const [, repository = group.repository, sign = ":", version = ""] =
    /^(?:(.+?)([:@]))?([^:@]+|sha256:[^:@]+)$/.exec(typed) ?? [];
  const wellFormed = sign === "@" ? digestForm.test(version) : tagForm.test(version);
  if (!wellFormed)
    throw usageError(
      `--image cannot be "${typed}"`,
      "an image is TAG, REPO:TAG or REPO@sha256:… with 64 hex digits",
      `write it like ${group.repository}:v1.2.3`,
    );
  if (repository !== group.repository)
    throw usageError(
      `group ${group.name} does not run ${repository}`,
      `its image comes from the repository ${group.repository}`,
      `name an image of ${group.repository}, or the group that runs ${repository}`,
    );
  return sign === "@" ? { repository, digest: version } : { repository, tag: version };
}
