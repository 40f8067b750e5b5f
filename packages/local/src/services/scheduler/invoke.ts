import type { World } from "../../world/world.ts";
import { messageOf, sendToDeadLetters } from "../events/dead-letter.ts";
import { retry, Undelivered } from "../events/retry.ts";
import type { Principal } from "../service.ts";
import { inputOf } from "./input.ts";
import type { Schedule } from "./schedule.ts";
import { send } from "./send.ts";

/** One turn of a schedule: within its flexible window, with retries, and to the dead letters where they do not help. */
export async function invoke(
  world: World,
  schedule: Schedule,
  due: number,
  signal: AbortSignal,
): Promise<void> {
  const { window, target, destination } = schedule;
  const [, , , from = ""] = schedule.arn.split(":");
  const principal: Principal = { kind: "role", arn: destination.roleArn, session: "scheduler", from };
  const execution = world.random.uuid();
  const spreadMs = (window.MaximumWindowInMinutes ?? 0) * 60_000;
  if (spreadMs > 0) await world.clock.sleep(world.random.next() * spreadMs, signal);
  let attempt = 0;
  try {
    await retry(world, target.RetryPolicy, signal, async () => {
      attempt++;
      count(world, schedule, "InvocationAttemptCount");
      await send(
        world,
        schedule,
        inputOf(world, schedule, { due, execution, attempt }),
        execution,
        principal,
      );
    });
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    count(world, schedule, "InvocationDroppedCount");
    const queue = target.DeadLetterConfig?.Arn;
    if (queue === undefined) throw error.cause;
    const body = inputOf(world, schedule, { due, execution, attempt });
    await sendToDeadLetters(world, queue, body, letter(schedule, due, execution, error), principal);
    count(world, schedule, "InvocationsSentToDeadLetterCount");
  }
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html */
function letter(
  { arn, destination }: Schedule,
  due: number,
  execution: string,
  { cause, retries, exhausted }: Undelivered,
): Record<string, string> {
  return {
    ERROR_CODE: cause instanceof Error ? cause.name : "Unknown",
    ERROR_MESSAGE: messageOf(cause),
    EXECUTION_ID: execution,
    ...(exhausted && { EXHAUSTED_RETRY_CONDITION: exhausted }),
    IS_PAYLOAD_TRUNCATED: "false",
    RETRY_ATTEMPTS: `${retries}`,
    SCHEDULED_TIME: `${new Date(due).toISOString().slice(0, 19)}Z`,
    SCHEDULE_ARN: arn,
    TARGET_ARN: destination.arn,
  };
}

function count({ metrics }: World, { arn, group }: Schedule, metric: string): void {
  metrics.publish({
    region: arn.split(":")[3] ?? "",
    namespace: "AWS/Scheduler",
    metric,
    dimensions: { ScheduleGroup: group },
    value: 1,
    unit: "Count",
  });
}
