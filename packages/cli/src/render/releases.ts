import type { Colors } from "../io.ts";
import type { ReleaseView } from "../releases/view.ts";
import { shortId } from "./shorten.ts";
import { renderStatus } from "./status.ts";
import { table } from "./table.ts";
import { duration } from "./units.ts";

/** Releases, one a line. */
export function renderReleases(releases: readonly ReleaseView[], colors: Colors): string {
  if (releases.length === 0) return "nothing has been released yet; signalbox release --help shows how";
  return table(
    ["ID", "GROUP", "IMAGE", "STATUS", "WEIGHT", "STARTED", "TOOK"],
    releases.map((release) => [
      shortId(release.id),
      release.group ?? "",
      release.image,
      renderStatus(release.status, colors),
      release.run === undefined ? "" : `${release.run.weight} %`,
      release.startedAt.toISOString().slice(0, 19).replace("T", " "),
      release.endedAt ? duration((release.endedAt.getTime() - release.startedAt.getTime()) / 1000) : "",
    ]),
  );
}
