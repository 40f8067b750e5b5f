import type { World } from "../../world/world.ts";
import type { Schedule } from "./schedule.ts";

export interface Turn {
  /** Milliseconds since 1970, when the schedule was due. */
  readonly due: number;
  readonly execution: string;
  /** 1 at first. */
  readonly attempt: number;
}

/**
 * What a target is given: the schedule's input with the context attributes filled in, or AWS's notification where
 * there is no input. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function inputOf(world: World, { arn, target, destination }: Schedule, turn: Turn): string {
  const time = `${new Date(turn.due).toISOString().slice(0, 19)}Z`;
  const given = target.Input;
  if (given === undefined)
    return JSON.stringify({
      version: "0",
      id: turn.execution,
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: world.account,
      time,
      region: destination.region,
      resources: [arn],
      detail: "{}",
    });
  return given
    .replaceAll("<aws.scheduler.schedule-arn>", arn)
    .replaceAll("<aws.scheduler.scheduled-time>", time)
    .replaceAll("<aws.scheduler.execution-id>", turn.execution)
    .replaceAll("<aws.scheduler.attempt-number>", `${turn.attempt}`);
}
