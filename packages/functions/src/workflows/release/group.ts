import { NamedError } from "@signalbox/core/error";
import type { Platform, ReleaseGroup } from "@signalbox/core/platform/platform";

/**
 * The one group that a condition fits; of several, such as those of one image, the one that is released by canary. Throws
 * `Release.UnknownGroup`.
 */
export function groupThat(
  { groups }: Platform,
  fits: (group: ReleaseGroup) => boolean,
  unknown: string,
): ReleaseGroup {
  const all = groups.filter(fits);
  const fitting = all.length > 1 ? all.filter(({ strategy }) => strategy === "canary") : all;
  const [group] = fitting;
  if (group && fitting.length === 1) return group;
  const there = groups.map((each) => `${each.name} (repository ${each.repository})`).join(", ") || "none";
  throw new NamedError(
    "Release.UnknownGroup",
    `${all.length > 1 ? "more than one group fits" : unknown}; there are: ${there}`,
  );
}
