import type { Catalogue, ClassEntry, TargetEntry } from "@signalbox/core/backup/catalogue/entries";
import { newestOf, newestVerifiedOf } from "@signalbox/core/backup/catalogue/newest";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { Colors } from "../io.ts";
import { facts, table } from "./table.ts";
import { hang } from "./wrap.ts";

/** What is backed up, class by class, and what a person has to know of it. */
export function renderBackups({ classes, targets }: Catalogue, now: number, colors: Colors): string {
  const overdue = classes.flatMap((one) => one.overdue);
  return [
    ...targets.map((target) => renderTarget(target, now, colors)),
    ...(targets.some(({ makes }) => makes)
      ? []
      : ["points are made in the primary region; what is here are copies, and what was adopted"]),
    table(
      ["CLASS", "POINTS", "NEWEST", "VERIFIED", "RESTORE TOOK", "NEXT", "NOW"],
      classes.map((entry) => rowOf(entry, now)),
    ),
    overdue.length === 0
      ? `${colors.green("✓")} nothing is overdue`
      : overdue
          .map(({ error, sentence }) => `${colors.red("✗")} ${hang(`${error}: ${sentence}`, 2)}`)
          .join("\n"),
  ].join("\n\n");
}

function rowOf({ points, restored, schedule, making, verifying, id }: ClassEntry, now: number): string[] {
  const ageOf = (point: { readonly capturedAt: number } | undefined): string =>
    point ? `${lengthOf(Math.max(0, now - point.capturedAt))} old` : "none";
  return [
    id,
    String(points.filter(({ made, phase }) => made && phase !== "expired" && phase !== "failed").length),
    ageOf(newestOf(points)),
    ageOf(newestVerifiedOf(points)),
    restored ? lengthOf(restored.tookMs) : "not measured",
    schedule?.nextDue === undefined ? "–" : `in ${lengthOf(schedule.nextDue - now)}`,
    making !== undefined ? "▶ makes one" : verifying !== undefined ? "▶ verifies" : "",
  ];
}

/** A target, what serves, and how far back it can be had. */
export function renderTarget(
  { target, serves, continuous, objectives, restored, restorations }: TargetEntry,
  now: number,
  colors: Colors,
): string {
  const { rpoMs, rtoMs } = objectives;
  const running = restorations.find(({ phase }) => phase !== "ended");
  return facts([
    [colors.bold(target), serves],
    [
      "any second",
      continuous &&
        `${iso(continuous.earliest)} to ${iso(continuous.latest)}, ${lengthOf(Math.max(0, now - continuous.latest))} ago (RPO ${lengthOf(rpoMs)})`,
    ],
    [
      "last restore",
      restored
        ? `${lengthOf(restored.tookMs)} of ${lengthOf(rtoMs)} (RTO), ${iso(restored.endedAt)}: ${restored.sentence}`
        : `none was measured (RTO ${lengthOf(rtoMs)})`,
    ],
    ["restore", running && `${running.run} is ${running.phase.replaceAll("-", " ")}`],
  ]);
}

export const iso = (at: number): string => new Date(at).toISOString().replace(".000Z", "Z");
