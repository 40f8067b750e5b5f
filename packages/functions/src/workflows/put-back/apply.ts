import type { Change } from "@signalbox/core/backup/put-back/change";
import { on, type Permission } from "@signalbox/core/workflow/allow";
import { changeParameter } from "../../aws/parameters.ts";
import { keepSecret, moveCurrent } from "../../aws/restored-secret.ts";
import { registerContent } from "../../aws/task-definition.ts";
import type { StepContext } from "../../context.ts";
import { readTaskDefinition } from "../../release/allow.ts";

/** What `apply` calls. */
export const applyAllows: readonly Permission[] = [
  on("stageParameters", "ssm:DeleteParameter", "ssm:GetParameter", "ssm:PutParameter"),
  readTaskDefinition,
  on("taskDefinition", "ecs:RegisterTaskDefinition"),
  on("taskRole", "iam:PassRole"),
  on(
    "stageSecrets",
    "secretsmanager:DescribeSecret",
    "secretsmanager:RestoreSecret",
    "secretsmanager:UpdateSecretVersionStage",
  ),
];

/**
 * Does one change, or takes it back; done twice, it is done once. Throws `Backup.ChangedSince` where neither the one nor the other
 * stands. What cannot hurt stays on the way back: a revision that no service runs, a secret that is kept.
 */
export async function apply({ aws }: StepContext, change: Change, goal: "restored" | "old"): Promise<void> {
  const forth = goal === "restored";
  switch (change.kind) {
    case "parameter": {
      const { name, type, from, to } = change;
      await changeParameter(aws.ssm, { name, type }, forth ? { from, to } : { from: to, to: from });
      return;
    }
    case "secret-version": {
      const { arn, from, to } = change;
      await moveCurrent(aws.secretsManager, arn, forth ? { from, to } : { from: to, to: from });
      return;
    }
    case "task-definition":
      if (forth) await registerContent(aws.ecs, change.content);
      return;
    case "secret-deletion":
      if (forth) await keepSecret(aws.secretsManager, change.arn);
  }
}
