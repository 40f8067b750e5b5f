import { arns, type Place } from "@signalbox/core/platform/arns";
import type { Trigger } from "@signalbox/core/workflow/triggers";
import type { Cloud } from "../cloud.ts";
import { person } from "./person.ts";
import { names } from "./stage.ts";

/** What a schedule calls, and the one action that its role needs for it. */
export interface Scheduled {
  readonly arn: string;
  readonly action: "states:StartExecution" | "lambda:InvokeFunction";
}

/** Deploys a trigger on a schedule: a role of its own that may call the target and nothing else, and the schedule. */
export async function deploySchedule(
  cloud: Cloud,
  place: Place,
  name: string,
  trigger: Extract<Trigger, { kind: "schedule" }>,
  { arn, action }: Scheduled,
): Promise<void> {
  const thing = `${name}-${trigger.name}`;
  const RoleArn = arns.role(place, names.role(place.region, thing));
  cloud.roles.createRole({ arn: RoleArn, statements: [{ actions: [action], resources: [arn] }] });
  await cloud.world.call(
    "scheduler",
    "CreateSchedule",
    {
      Name: names.deployed(thing),
      ScheduleExpression: trigger.expression,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: arn, RoleArn, Input: JSON.stringify(trigger.input) },
    },
    { region: place.region, principal: person },
  );
}
