import type { Release } from "@signalbox/core/release/release";
import { sidesOf } from "@signalbox/core/release/sides";
import { freezeSentence } from "@signalbox/core/release/turns/freeze";
import type { Colors } from "../io.ts";
import type { GroupStatus } from "../releases/status.ts";
import { weightBar } from "./bar.ts";
import { shortId } from "./shorten.ts";
import { renderStatus } from "./status.ts";
import { table } from "./table.ts";

/**
 * Groups, one a line with their services: free, frozen, or the release that holds the lock with the candidate's weight, and
 * how many wait for it.
 */
export function renderGroups(groups: readonly GroupStatus[], colors: Colors): string {
  return table(
    ["GROUP", "SERVICES", "STATUS", "CANDIDATE", "RELEASE", "WAITING"].map((cell) => colors.dim(cell)),
    groups.map(({ group, services, lock, run, waiting, freeze }) => [
      group,
      services.join(", "),
      statusOf(lock, run, freeze, colors),
      run === undefined ? "" : `${weightBar(run.weight)} ${run.weight} %${where(run.release)}`,
      shortId(lock?.run ?? ""),
      waiting.length === 0 ? "" : String(waiting.length),
    ]),
  );
}

function statusOf(
  lock: GroupStatus["lock"],
  run: GroupStatus["run"],
  freeze: GroupStatus["freeze"],
  colors: Colors,
): string {
  if (lock?.stuck !== undefined) return `${renderStatus("stuck", colors)}: ${lock.stuck}`;
  if (lock?.owner === undefined)
    return freeze ? `${colors.magenta("❄")} frozen: ${freezeSentence(freeze)}` : colors.dim("free");
  return renderStatus(run === undefined || run.phase === "ended" ? "preparing" : run.phase, colors);
}

function where(release: Release): string {
  const candidate = sidesOf(release)?.candidate;
  return candidate === undefined ? " of tasks" : ` on ${candidate}`;
}
