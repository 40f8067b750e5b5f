import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataInput,
  type GetMetricDataOutput,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";

/** AWS's quota for one call. */
export const queriesAtMost = 500;

interface Stretch {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

/** Values of each query by the start of its period, milliseconds since 1970, over all pages. */
export const readMetricData = (
  client: CloudWatchClient,
  stretch: Stretch,
  queries: MetricDataQuery[],
): Promise<Map<string, Map<number, number>>> =>
  metricDataOf((input) => client.send(new GetMetricDataCommand(input)), stretch, queries);

/** The same of whoever answers. */
export async function metricDataOf(
  ask: (input: GetMetricDataInput) => Promise<GetMetricDataOutput>,
  { start, end }: Stretch,
  MetricDataQueries: MetricDataQuery[],
): Promise<Map<string, Map<number, number>>> {
  const answer = new Map<string, Map<number, number>>();
  let NextToken: string | undefined;
  do {
    const page = await ask({
      StartTime: new Date(start),
      EndTime: new Date(end),
      MetricDataQueries,
      ScanBy: "TimestampAscending",
      ...(NextToken !== undefined && { NextToken }),
    });
    for (const { Id = "", Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const values = answer.get(Id) ?? new Map<number, number>();
      answer.set(Id, values);
      for (const [index, at] of Timestamps.entries()) values.set(at.getTime(), Values[index] ?? 0);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return answer;
}
