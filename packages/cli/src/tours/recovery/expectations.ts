import type { ClassEntry, TargetEntry } from "@signalbox/core/backup/catalogue/entries";
import type { Objectives } from "@signalbox/core/backup/objectives";
import type { Restoration } from "@signalbox/core/backup/run/restoration";
import type { Row } from "@signalbox/local/world/database/database-plane";
import { count, duration } from "../../render/units.ts";
import type { Expectation } from "../tour.ts";
import { isProven } from "./backed-up.ts";
import { lostTable, missing } from "./diary.ts";
import type { Story } from "./story.ts";

/** What the schedules have made by themselves. */
export function backedUp(classes: readonly ClassEntry[], targets: readonly TargetEntry[]): Expectation[] {
  return classes.flatMap(({ id, target, points, restored }): Expectation[] => {
    const rto = targets.find((one) => one.target === target)?.objectives.rtoMs ?? 0;
    return [
      {
        promise: `${id} has a point that was made, copied into another region and verified, unasked`,
        met: points.some(isProven),
        seen: points.map(({ phase, copies }) => `${phase}, ${copies.length} copies`).join("; ") || "no point",
      },
      {
        promise: `what was restored of ${id} is as its manifest says, within the RTO`,
        met: restored !== undefined && restored.errors.length === 0 && restored.tookMs <= rto,
        seen: restored?.sentence ?? "never restored",
      },
    ];
  });
}

export const dropped = (tables: readonly string[]): Expectation[] => [
  {
    promise: `${lostTable} is gone`,
    met: !tables.some((name) => name.endsWith(lostTable)),
    seen: tables.join(", "),
  },
];

export interface BroughtBack {
  readonly restoration: Restoration | undefined;
  /** Of the table that was dropped, in the database that serves now. */
  readonly rows: readonly Row[];
  readonly story: Pick<Story, "diary" | "moment" | "droppedAt">;
  readonly goesOn: boolean;
  readonly switched: boolean;
  readonly keepsOld: boolean;
  readonly objectives: Objectives | undefined;
}

export function broughtBack(seen: BroughtBack): Expectation[] {
  const { restoration, rows, story, goesOn, switched, keepsOld, objectives } = seen;
  const { moment, droppedAt } = story;
  const { acknowledged } = story.diary;
  const due = acknowledged.filter(({ at }) => at <= moment).length;
  const gone = missing(acknowledged, moment, rows);
  const proof = restoration?.proof;
  return [
    {
      promise: "every message that was acknowledged up to the minute before is back, as it was",
      met: due > 0 && gone.length === 0,
      seen: `${count(due - gone.length)} of ${count(due)}`,
    },
    {
      promise: "lost is what was written in the last minute, and no more",
      met: acknowledged.length > due,
      seen: `${count(acknowledged.length - due)} messages, from ${clockTime(moment)} to ${clockTime(droppedAt)}`,
    },
    {
      promise: "it was compared with its manifest before anything was switched",
      met: proof !== undefined && proof.findings.length === 0,
      seen: proof?.sentence ?? restoration?.problem?.cause ?? "no comparison",
    },
    {
      promise: "the services read and write what was restored, and the old is kept with a way back",
      met: switched && goesOn && keepsOld && restoration?.phase === "keeping-old",
      seen: `${restoration?.phase ?? "no record"}, ${goesOn ? "written on" : "nothing written"}, ${keepsOld ? "the old is there" : "the old is gone"}`,
    },
    {
      promise: "it took less than the RTO",
      met: proof !== undefined && objectives !== undefined && proof.tookMs <= objectives.rtoMs,
      seen: proof ? `${duration(proof.tookMs / 1_000)} until compared` : "not measured",
    },
  ];
}

const clockTime = (at: number): string => new Date(at).toISOString().slice(11, 19);
