/// <reference path="../../.sst/platform/config.d.ts" />
import { alarm } from "../../infra/alarm";
import type { Scope } from "../../infra/scope";
import type { Told } from "./told";

/**
 * The dead man's alarm of backups, where they are made. A sweep that does not come any more is as bad as one that finds a
 * silence: people hear that there is no data. A new stage has had none yet, which is no change of state and tells nobody.
 */
export function backupAlarm(scope: Scope, told: Told): aws.cloudwatch.MetricAlarm[] {
  const { names, region } = scope;
  if (region.role !== "primary") return [];
  return [
    alarm(scope, "BackupSilent", {
      thing: "backup-silent",
      description:
        "Something that should have happened to a backup has not: a point is overdue, none of a class was verified in its window, the database's log stands still, or (INSUFFICIENT_DATA) the sweep that looks for this does not run. The report topic named the class; `signalbox backup list` shows it, and the log of tend-backups whether the sweep runs.",
      namespace: names.metricNamespace,
      metricName: names.silentMetric,
      dimensions: { Platform: names.prefix },
      statistic: "Maximum",
      // Two sweeps.
      period: 1_800,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      missing: "missing",
      insufficientDataActions: [told.alarms],
      topicArn: told.alarms,
    }),
  ];
}
