import type { Progress } from "@signalbox/local/traffic/replay/replay";
import { lateShare } from "../../render/load.ts";
import { count, percent } from "../../render/units.ts";
import type { Expectation } from "../tour.ts";
import type { Diary } from "./diary.ts";
import { heightMinute } from "./surge.ts";

/** Of the requests that may wait longer than 5 s, or have no answer: the objective of the planned service. */
const lateAtMost = 0.01;

export interface Seen {
  readonly diary: Diary;
  readonly progress: Progress;
  /** Replicas that the height keeps busy. */
  readonly height: number;
  /** How many there were at first. */
  readonly first: number;
  /** Events of ECS about tasks whose instance was taken back. */
  readonly taken: readonly unknown[];
  readonly usdPerHour: number;
}

export function expectations({ diary, progress, height, first, taken, usdPerHour }: Seen): Expectation[] {
  const { looks, mostReady, paidHours, spanHours } = diary;
  const { losses, lost, refused, skipped, sent } = progress;
  const end = looks.at(-1);
  const fixed = mostReady * spanHours;
  const again = diary.replacedAt(heightMinute);
  return [
    {
      promise: "the planner orders enough replicas for the height of the surge",
      met: mostReady >= height,
      seen: `${mostReady} ready at most; the height keeps ${height.toFixed(1)} busy`,
    },
    {
      promise: "99 of 100 requests wait 5 s at most for a slot",
      met: lateShare(progress) <= lateAtMost && sent > 0,
      seen: `${percent(1 - lateShare(progress))} of ${count(sent)}`,
    },
    {
      promise: "a Spot instance was taken back in the middle, and another replica stands in for it",
      met: taken.length > 0 && again !== undefined,
      seen: `${taken.length} taken back, ${again === undefined ? "never as many again" : `as many ready ${again - heightMinute} min later`}`,
    },
    {
      promise: "on the way down replicas are let go again",
      met: end !== undefined && end.wanted < mostReady && end.wanted <= first + 2,
      seen: `${mostReady} at the height, ${end?.wanted ?? 0} at the end`,
    },
    {
      promise: "no stream is cut, and no request is lost or refused",
      met: lost === 0 && refused === 0 && skipped === 0,
      seen: `${losses.cut ?? 0} cut, ${lost} lost, ${refused} refused, ${skipped} never sent`,
    },
    {
      promise: "it costs less than what stood at the height would, all the time",
      met: paidHours < fixed,
      seen: `${(paidHours * usdPerHour).toFixed(2)} $ for ${paidHours.toFixed(1)} hours of replicas, not ${(fixed * usdPerHour).toFixed(2)} $`,
    },
  ];
}
