import type { View } from "./view.ts";
import { chart, dashboardBody, text } from "./widgets.ts";

/** How much would be lost if the primary went now, and whether the copies are there. */
export function recoveryDashboard(view: View): string {
  const { region, database } = view;
  return dashboardBody([
    [
      text(
        `At most ${view.rpoMinutes} minutes may be lost. Traffic that was turned away stays away until the region that did it takes it back.`,
      ),
    ],
    [
      chart({
        title: "How far is the database behind, ms?",
        region,
        stat: "Maximum",
        limit: { label: "may be lost", value: view.rpoMinutes * 60_000 },
        lines: [
          {
            label: "behind the primary region",
            metric: ["AWS/RDS", "AuroraGlobalDBReplicationLag", "DBClusterIdentifier", database],
          },
          {
            label: "readers behind their writer",
            metric: ["AWS/RDS", "AuroraReplicaLagMaximum", "DBClusterIdentifier", database],
          },
        ],
      }),
      chart({
        title: "Is traffic turned away from a region?",
        region,
        stat: "Maximum",
        lines: view.otherRegions.map((other) => ({
          label: `${other}, by ${region}`,
          metric: [view.metricNamespace, view.awayMetric, "Platform", view.prefix, "Region", other],
        })),
      }),
    ],
    ...backupRows(view),
    [
      chart({
        title: "Do backups, copies and restores succeed?",
        region,
        stat: "Sum",
        periodSeconds: 3600,
        lines: [
          "NumberOfBackupJobsCompleted",
          "NumberOfBackupJobsFailed",
          "NumberOfCopyJobsCompleted",
          "NumberOfCopyJobsFailed",
          "NumberOfRestoreJobsCompleted",
          "NumberOfRestoreJobsFailed",
        ].map((metric) => ({ label: metric.slice("NumberOf".length), metric: ["AWS/Backup", metric] })),
      }),
      chart({
        title: "Does it serve, seen from outside, % of the tries?",
        region,
        stat: "Minimum",
        periodSeconds: 900,
        lines: ["login", "chat"].map((step) => ({
          label: step,
          metric: ["CloudWatchSynthetics", "SuccessPercent", "CanaryName", view.probe, "StepName", step],
        })),
      }),
    ],
  ]);
}

/** Measured against the objectives, where backups are made. */
function backupRows({ backups, metricNamespace, prefix, region, rpoMinutes, rtoMinutes }: View) {
  if (backups === undefined) return [];
  const ofClasses = (metric: string) =>
    backups.classes.map((id) => ({
      label: id,
      metric: [metricNamespace, metric, "Platform", prefix, "Class", id] as const,
    }));
  return [
    [
      chart({
        title: "How old is what a restore would bring back, s?",
        region,
        stat: "Maximum",
        periodSeconds: 900,
        limit: { label: "may be lost", value: rpoMinutes * 60 },
        lines: ofClasses(backups.ageMetric),
      }),
      chart({
        title: "How long did the last restores take, s?",
        region,
        stat: "Maximum",
        periodSeconds: 86_400,
        limit: { label: "may take", value: rtoMinutes * 60 },
        lines: ofClasses(backups.restoreTimeMetric),
      }),
    ],
  ];
}
