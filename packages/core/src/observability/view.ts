import type { Names } from "../platform/names.ts";
import type { Side } from "../platform/platform.ts";

/** What the dashboards of one region draw; all of it as CloudWatch's dimensions have it. */
export interface View {
  readonly region: string;
  readonly account: string;
  readonly cluster: string;
  readonly database: string;
  readonly cacheNodes: readonly string[];
  readonly balancer: string;
  readonly internalBalancer: string;
  readonly services: readonly ServiceView[];
  /** Names of workflows, and of the Lambdas and machines that they are deployed as. */
  readonly workflows: readonly { readonly name: string; readonly deployed: string }[];
  readonly alarmArns: readonly string[];
  readonly stoppedTaskLogs: string;
  readonly maxCapacity: number;
  readonly latencySeconds: number;
  readonly rpoMinutes: number;
  readonly rtoMinutes: number;
  /** Where backups are made and measured: in the primary's region. Classes as `target/tier`. */
  readonly backups?: {
    readonly classes: readonly string[];
    readonly ageMetric: string;
    readonly restoreTimeMetric: string;
  };
  /** Whose replicas are planned, with the metrics that the planner writes of them. */
  readonly planned: readonly { readonly name: string; readonly most: number }[];
  readonly plannedMetrics: Names["plannedMetrics"];
  /** From which this region can turn traffic away. */
  readonly otherRegions: readonly string[];
  readonly prefix: string;
  readonly metricNamespace: string;
  readonly awayMetric: string;
  /** Canary of CloudWatch Synthetics. */
  readonly probe: string;
}

export interface ServiceView {
  readonly name: string;
  readonly inference: boolean;
  readonly ecsServices: readonly string[];
  readonly logGroup: string;
  readonly balancer?: string;
  readonly targetGroups: Readonly<Partial<Record<Side, string>>>;
}
