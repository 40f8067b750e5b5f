import type { CopyRequest } from "@signalbox/core/backup/run/copy";

/** What one copy at a time is made of: a point, in a region. */
export const subjectOf = ({ region, point }: Pick<CopyRequest, "region" | "point">): string =>
  `${region}#${point}`;
