import { sqs } from "../sqs/service.ts";
import { surroundings } from "../testing.ts";
import { scheduler } from "./service.ts";

export const RoleArn = "arn:aws:iam::123456789012:role/nightly";
export const arn = (rest: string) => `arn:aws:${rest.replace("@", ":us-east-1:123456789012:")}`;
export const fn = arn("lambda@function:backup");
const start = Date.UTC(2026, 0, 1);
export const at = (minute: number) => new Date(start + minute * 60_000);

/** A schedule that calls a function each hour, unless said otherwise. */
export async function withSchedule(
  input: object = {},
  target: object = {},
  answer: () => object = () => ({}),
) {
  const minutes: number[] = [];
  const all = surroundings((world) => [scheduler(world), sqs(world)], {
    answer: () => {
      minutes.push((all.clock.now() - start) / 60_000);
      return answer();
    },
  });
  const schedule = {
    Name: "nightly",
    ScheduleExpression: "rate(1 hour)",
    FlexibleTimeWindow: { Mode: "OFF" } as const,
    Target: { Arn: fn, RoleArn, Input: "{}", ...target },
    ...input,
  };
  const create = (more: object = {}) => all.call("scheduler", "CreateSchedule", { ...schedule, ...more });
  const update = (more: object = {}) => all.call("scheduler", "UpdateSchedule", { ...schedule, ...more });
  const get = () => all.call("scheduler", "GetSchedule", { Name: "nightly" });
  await create();
  const hours = (count: number) => all.pass(count * 3_600_000);
  return { ...all, minutes, create, update, get, hours };
}
