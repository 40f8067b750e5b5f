import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import {
  type CloudWatchSource,
  cloudWatchQueries,
  countedByCloudWatch,
} from "@signalbox/core/analysis/sources/cloudwatch";
import type { Minutes, Points, Reading } from "@signalbox/core/analysis/sources/counted-minute";
import type { Subject } from "@signalbox/core/analysis/sources/template";
import { queriesAtMost, readMetricData } from "../aws/metric-data.ts";

export interface CloudWatchRead {
  readonly source: CloudWatchSource;
  readonly subject: Subject;
}

/** Counts each in as few calls as CloudWatch's quota lets. Reads only; safe to run twice. In the order of `reads`. */
export async function readCloudWatch(
  client: CloudWatchClient,
  reads: readonly CloudWatchRead[],
  minutes: Minutes,
): Promise<Reading[]> {
  const prefix = (index: number) => `s${index}`;
  const asked = reads.map(({ source, subject }, index) => cloudWatchQueries(source, subject, prefix(index)));
  const answer = new Map<string, Points>();
  for (const queries of batches(asked, queriesAtMost))
    for (const [id, points] of await readMetricData(client, minutes, queries)) answer.set(id, points);
  return reads.map(({ source }, index) => ({
    minutes: countedByCloudWatch(source, prefix(index), minutes, answer),
  }));
}

/** Lists joined up to `most` elements each; an expression must stand in one call with the metrics that it reads. */
function batches<T>(lists: readonly T[][], most: number): T[][] {
  const joined: T[][] = [];
  for (const list of lists) {
    const last = joined.at(-1);
    if (last && last.length + list.length <= most) last.push(...list);
    else joined.push([...list]);
  }
  return joined;
}
