import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { invalid } from "./error.ts";
import type { LogGroup, Stream } from "./group.ts";

export function describeStreams(
  group: LogGroup,
  input: Input<"logs", "DescribeLogStreams">,
): Output<"logs", "DescribeLogStreams"> {
  const { logStreamNamePrefix: prefix, orderBy = "LogStreamName", descending = false } = input;
  if (orderBy === "LastEventTime" && prefix !== undefined)
    throw invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
  const order = (a: Stream, b: Stream): number =>
    orderBy === "LastEventTime" ? (a.last ?? a.created) - (b.last ?? b.created) : a.name < b.name ? -1 : 1;
  const found = [...group.streams.values()].filter(({ name }) => name.startsWith(prefix ?? "")).sort(order);
  const { items, nextToken } = page(descending ? found.reverse() : found, input.nextToken, input.limit ?? 50);
  return { logStreams: items.map(described), ...(nextToken && { nextToken }) };
}

function described({ name, arn, created, first, last, ingested }: Stream) {
  return {
    logStreamName: name,
    creationTime: created,
    arn,
    // AWS answers 0 since June 2019.
    storedBytes: 0,
    ...(first !== undefined && { firstEventTimestamp: first }),
    ...(last !== undefined && { lastEventTimestamp: last }),
    ...(ingested !== undefined && { lastIngestionTime: ingested, uploadSequenceToken: `${ingested}` }),
  };
}
