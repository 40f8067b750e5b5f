import type { Minutes, Reading } from "@signalbox/core/analysis/sources/counted-minute";
import type { MetricSource, ReleaseMetric } from "@signalbox/core/analysis/sources/release-metric";
import type { Subject } from "@signalbox/core/analysis/sources/template";
import type { CanaryService, Side } from "@signalbox/core/platform/platform";
import { loadBalancerDimensions } from "../aws/load-balancer-dimensions.ts";
import type { SourceContext } from "./query-prometheus.ts";
import { type CloudWatchRead, readCloudWatch } from "./read-cloudwatch.ts";
import { readPrometheus } from "./read-prometheus.ts";

/** One metric of one side of one service. */
export interface MetricReading extends Reading {
  readonly metric: string;
  readonly service: string;
  readonly side: Side;
}

/** What queries may name of a service's side. */
export function subjectOf(service: CanaryService, side: Side): Subject {
  const { service: ecsService, targetGroupArn } = service.sides[side];
  const [ruleArn = ""] = service.listenerRuleArns;
  return {
    name: service.name,
    side,
    service: ecsService,
    ...loadBalancerDimensions(ruleArn, targetGroupArn),
  };
}

/**
 * Counts every metric of every subject in whole minutes. CloudWatch's errors are thrown, for the machine to retry; a Prometheus
 * that is away makes its readings `unreadable` and leaves the others alone. Reads only; safe to run twice.
 */
export async function readMetrics(
  metrics: readonly Pick<ReleaseMetric, "name" | "source">[],
  subjects: readonly Subject[],
  minutes: Minutes,
  context: SourceContext,
): Promise<MetricReading[]> {
  const wanted = metrics.flatMap(({ name, source }) =>
    subjects.map((subject) => ({ name, source, subject })),
  );
  const readings = await readAll(wanted, minutes, context);
  return wanted.map(({ name, subject }, index) => ({
    metric: name,
    service: subject.name,
    side: subject.side,
    ...(readings[index] ?? { minutes: [] }),
  }));
}

/** In the order of `wanted`. Neither source takes a window of nothing. */
async function readAll(
  wanted: readonly { readonly source: MetricSource; readonly subject: Subject }[],
  minutes: Minutes,
  context: SourceContext,
): Promise<Reading[]> {
  if (minutes.end <= minutes.start) return [];
  const inCloudWatch = wanted.flatMap(({ source, subject }): CloudWatchRead[] =>
    source.kind === "cloudwatch" ? [{ source, subject }] : [],
  );
  const ofCloudWatch = readCloudWatch(context.aws.cloudWatch, inCloudWatch, minutes);
  return await Promise.all(
    wanted.map(async ({ source, subject }): Promise<Reading> => {
      if (source.kind === "prometheus") return readPrometheus(source, subject, minutes, context);
      const at = inCloudWatch.findIndex((read) => read.source === source && read.subject === subject);
      return (await ofCloudWatch)[at] ?? { minutes: [] };
    }),
  );
}
