import type { Proof } from "@signalbox/core/backup/run/verification";
import type { VerifyRun } from "@signalbox/core/backup/run/verify-run";
import { namesOf } from "@signalbox/core/platform/names";
import { anywhere, type Permission } from "@signalbox/core/workflow/allow";
import { putMetrics } from "../../aws/put-metrics.ts";
import type { StepContext } from "../../context.ts";

/** IAM narrows it to nothing: a namespace is a condition. */
export const measureAllows: readonly Permission[] = [anywhere("cloudwatch:PutMetricData")];

/** What would have been lost and how long it took, as metrics that alarms hold against the objectives. Twice told is once, by their maximum. */
export async function measure(
  { aws, clock, platform }: StepContext,
  run: VerifyRun,
  { lostMs, tookMs }: Proof,
): Promise<void> {
  const { prefix, metricNamespace, verifiedMetrics } = namesOf(platform);
  await putMetrics(aws.cloudWatch, metricNamespace, {
    at: clock.now(),
    dimensions: { Platform: prefix, Class: run.class },
    seconds: {
      ...(lostMs !== undefined && { [verifiedMetrics.loss]: lostMs / 1_000 }),
      [verifiedMetrics.restoreTime]: tookMs / 1_000,
    },
  });
}
