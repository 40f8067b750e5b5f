/** A metric as GetMetricData is asked for it. */
export interface MetricQuery {
  Id: string;
  MetricStat: {
    Metric: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: string }[] };
    /** Seconds. */
    Period: number;
    Stat: "Average" | "Maximum" | "Sum";
  };
}

/** What was found of each query by its id: values by the start of their period, in milliseconds since 1970. */
export type Found = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Asks for metrics between two moments, in milliseconds since 1970; whoever calls brings it. */
export type ReadMetrics = (
  window: { readonly start: number; readonly end: number },
  queries: MetricQuery[],
) => Promise<Found>;
