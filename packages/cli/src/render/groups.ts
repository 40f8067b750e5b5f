import type { Release } from "@signalbox/core/release/release";
import { sidesOf } from "@signalbox/core/release/sides";
import type { Colors } from "../io.ts";
import type { GroupStatus } from "../releases/status.ts";
import { weightBar } from "./bar.ts";
import { shortId } from "./shorten.ts";
import { renderStatus } from "./status.ts";
import { table } from "./table.ts";

/** Groups, one a line with their services: free, or the release that holds the lock with the candidate's weight. */
export function renderGroups(groups: readonly GroupStatus[], colors: Colors): string {
  return table(
    ["GROUP", "SERVICES", "STATUS", "CANDIDATE", "RELEASE"].map((cell) => colors.dim(cell)),
    groups.map(({ group, services, lock, run }) => [
      group,
      services.join(", "),
      statusOf(lock, run, colors),
      run === undefined ? "" : `${weightBar(run.weight)} ${run.weight} %${where(run.release)}`,
      shortId(lock?.run ?? ""),
    ]),
  );
}

function statusOf(lock: GroupStatus["lock"], run: GroupStatus["run"], colors: Colors): string {
  if (lock?.stuck !== undefined) return `${renderStatus("stuck", colors)}: ${lock.stuck}`;
  if (lock?.owner === undefined) return colors.dim("free");
  return renderStatus(run === undefined || run.phase === "ended" ? "preparing" : run.phase, colors);
}

function where(release: Release): string {
  const candidate = sidesOf(release)?.candidate;
  return candidate === undefined ? " of tasks" : ` on ${candidate}`;
}
