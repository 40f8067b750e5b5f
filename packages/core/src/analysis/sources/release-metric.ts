import { z } from "zod";
import { field, Name } from "../../config/field.ts";
import { errors, slow } from "./built-in.ts";
import { CloudWatchSource } from "./cloudwatch.ts";
import { PrometheusSource } from "./prometheus.ts";
import { tellsServices } from "./template.ts";

export const MetricSource = z.discriminatedUnion("kind", [CloudWatchSource, PrometheusSource]);
export type MetricSource = z.output<typeof MetricSource>;

/** Something that a release is judged by: bad requests out of all, counted per minute, service and side. */
export const ReleaseMetric = z.strictObject({
  name: field(Name, {
    description: "name of the metric in verdicts and reports",
    example: "time-to-first-token",
  }),
  dryRun: field(z.boolean().default(false), {
    description: "measured and reported, and never deciding",
    example: true,
  }),
  source: MetricSource,
});
export type ReleaseMetric = z.output<typeof ReleaseMetric>;

/** The metrics that every release has; slow requests only where there is an objective. */
export const builtInMetrics = (latencySeconds?: number): ReleaseMetric[] => [
  { name: "errors", dryRun: false, source: errors },
  ...(latencySeconds === undefined ? [] : [{ name: "slow", dryRun: false, source: slow(latencySeconds) }]),
];

/** What is wrong with a group's metrics taken together, as sentences. */
export function metricFaults(metrics: readonly ReleaseMetric[], services: readonly string[]): string[] {
  const names = metrics.map(({ name }) => name);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  const shared = metrics.filter(
    ({ source }) => services.length > 1 && !queriesOf(source).every(tellsServices),
  );
  return [
    ...twice.map((name) => `there are two metrics ${name}`),
    ...shared.map(
      ({ name }) =>
        `${name} counts ${services.join(" and ")} together, once for each; let it select by {{name}}, {{service}} or {{targetGroup}}`,
    ),
  ];
}

/** The templates of each query by itself. */
const queriesOf = (source: MetricSource): string[][] =>
  source.kind === "prometheus"
    ? [[source.bad], [source.total]]
    : Object.values(source.metrics).map(({ dimensions }) => Object.values(dimensions));
