import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from "@aws-sdk/client-cloudwatch";

/** AWS's quota for one call. */
export const queriesAtMost = 500;

/** Values of each query by the start of its period, milliseconds since 1970, over all pages. */
export async function readMetricData(
  client: CloudWatchClient,
  { start, end }: { readonly start: number; readonly end: number },
  MetricDataQueries: MetricDataQuery[],
): Promise<Map<string, Map<number, number>>> {
  const answer = new Map<string, Map<number, number>>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(start),
        EndTime: new Date(end),
        MetricDataQueries,
        ScanBy: "TimestampAscending",
        ...(NextToken !== undefined && { NextToken }),
      }),
    );
    for (const { Id = "", Timestamps = [], Values = [] } of page.MetricDataResults ?? []) {
      const values = answer.get(Id) ?? new Map<number, number>();
      answer.set(Id, values);
      for (const [index, at] of Timestamps.entries()) values.set(at.getTime(), Values[index] ?? 0);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return answer;
}
