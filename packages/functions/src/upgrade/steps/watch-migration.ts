import type { Task } from "@aws-sdk/client-ecs";
import { NamedError } from "@signalbox/core/error";
import { Migration } from "@signalbox/core/upgrade/evidence";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readTail } from "../../aws/log-stream.ts";
import { readTask } from "../../aws/one-off-task.ts";
import { step } from "../../step.ts";
import { migratingGroup } from "../migrating.ts";
import { hasSpoken, migrationOf } from "../migrator.ts";
import { MigratorTask } from "./begin-migration.ts";

/** Lines reach CloudWatch within seconds; a task that has ended and whose last line is not there is given so long. Milliseconds. */
const logsMs = 60_000;

export const WatchedMigration = z.strictObject({
  ended: z.boolean(),
  /** Until the next look. */
  waitSeconds: z.int().positive(),
  migration: Migration.optional(),
  /** Of the image, oldest first. */
  revisions: z.array(z.string()).optional(),
});

export const watchMigration = step({
  name: "WatchMigration",
  description: "Looks whether the task that migrates has ended, and reads what it says of how.",
  input: z.strictObject({ task: MigratorTask }),
  output: WatchedMigration,
  allow: [on("task", "ecs:DescribeTasks"), on("migratorLogs", "logs:GetLogEvents")],
  run: async ({ task: { group: name, task: arn } }, { aws, clock, platform }) => {
    const { group, upgrade, logs } = migratingGroup(platform, name);
    const task = await readTask(aws.ecs, group.cluster, arn);
    const since = clock.now() - (task?.createdAt?.getTime() ?? clock.now());
    const waitSeconds = Math.min(60, Math.max(5, Math.floor(since / 10_000)));
    if (task && task.lastStatus !== "STOPPED") return { ended: false, waitSeconds };
    // As the driver awslogs names it: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html
    const stream = `task/${upgrade.container}/${arn.slice(arn.lastIndexOf("/") + 1)}`;
    const lines = await readTail(aws.cloudWatchLogs, { group: logs, stream });
    const end = endOf(task, upgrade.container);
    const stoppedAt = task?.stoppedAt?.getTime() ?? clock.now() - logsMs;
    if (end.exitCode !== undefined && !hasSpoken(lines) && clock.now() - stoppedAt < logsMs)
      return { ended: false, waitSeconds: 5 };
    if (task && !task.startedAt && lines.length === 0)
      throw new NamedError("Upgrade.MigratorNotStarted", `the task never ran: ${end.reason}`, { task: arn });
    return { ended: true, waitSeconds: 1, ...migrationOf(lines, end) };
  },
});

function endOf(task: Task | undefined, container: string) {
  const found = task?.containers?.find(({ name }) => name === container);
  const { startedAt, stoppedAt } = task ?? {};
  const ran = (stoppedAt?.getTime() ?? 0) - (startedAt?.getTime() ?? stoppedAt?.getTime() ?? 0);
  const reasons = [task?.stoppedReason, found?.reason].filter((one) => one !== undefined && one !== "");
  return {
    exitCode: found?.exitCode,
    seconds: Math.max(0, ran / 1_000),
    reason: reasons.join("; ") || "ECS does not know the task any more",
  };
}
