import type { Progress } from "@signalbox/local/traffic/replay/replay";
import { lateShare } from "../../render/load.ts";
import { count, percent } from "../../render/units.ts";
import type { Expectation } from "../tour.ts";
import type { Diary, Look } from "./diary.ts";

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
  /** What there was when that began; undefined where it never did. */
  readonly interrupted: Look | undefined;
  readonly usdPerHour: number;
}

export function expectations(seen: Seen): Expectation[] {
  const { diary, progress, height, first, taken, interrupted, usdPerHour } = seen;
  const { looks, mostReady, fewestAfterwards, paidHours, spanHours } = diary;
  const { losses, lost, refused, skipped, sent } = progress;
  const end = looks.at(-1);
  const fixed = mostReady * spanHours;
  const again = interrupted && diary.replacedAfter(interrupted);
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
      seen: `${taken.length} taken back, ${interrupted && again !== undefined ? `as many ready ${again - interrupted.minute} min later` : "never as many again"}`,
    },
    {
      promise: "on the way down replicas are let go again",
      // At the very end chance decides: some chats a minute more or less are a replica.
      met: fewestAfterwards !== undefined && fewestAfterwards < mostReady && fewestAfterwards <= first + 2,
      seen: `${mostReady} at the height, ${fewestAfterwards ?? mostReady} at the fewest afterwards, ${end?.wanted ?? 0} at the end`,
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
