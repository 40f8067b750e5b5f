import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { dimensionList, type Metric, type MetricStore } from "./metrics/store.ts";

const pageSize = 500;
const threeHours = 3 * 3_600_000;

/** Metrics that have every dimension of the filter, and maybe others, as on AWS. */
export function listMetrics(
  store: MetricStore,
  input: Input<"monitoring", "ListMetrics">,
  now: number,
): Output<"monitoring", "ListMetrics"> {
  refuseUnsupported("cloudwatch:ListMetrics", input, [
    "Namespace",
    "MetricName",
    "Dimensions",
    "NextToken",
    "RecentlyActive",
  ]);
  const { Namespace, MetricName, Dimensions = [], RecentlyActive } = input;
  const found = [...store.list()].filter(
    (metric) =>
      (Namespace === undefined || metric.namespace === Namespace) &&
      (MetricName === undefined || metric.metric === MetricName) &&
      Dimensions.every(({ Name = "", Value }) =>
        Value === undefined ? Name in metric.dimensions : metric.dimensions[Name] === Value,
      ) &&
      (RecentlyActive === undefined || newest(metric) > now - threeHours),
  );
  const { items, nextToken } = page(found, input.NextToken, pageSize);
  return {
    Metrics: items.map(({ namespace, metric, dimensions }) => ({
      Namespace: namespace,
      MetricName: metric,
      Dimensions: dimensionList(dimensions),
    })),
    ...(nextToken && { NextToken: nextToken }),
  };
}

function newest({ units }: Metric): number {
  return Math.max(0, ...[...units.values()].map((series) => series.newest));
}
