import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { invalid } from "./error.ts";
import type { LogGroup } from "./group.ts";
import { filterOf } from "./pattern/filter.ts";

const eventsAtMost = 10_000;

/** Events of many streams, in the order of their times, that a filter pattern lets through. */
export function filterLogEvents(
  group: LogGroup,
  input: Input<"logs", "FilterLogEvents">,
): Output<"logs", "FilterLogEvents"> {
  refuseUnsupported("logs:FilterLogEvents", input, [
    "logGroupName",
    "logGroupIdentifier",
    "logStreamNames",
    "logStreamNamePrefix",
    "startTime",
    "endTime",
    "filterPattern",
    "nextToken",
    "limit",
    // Without effect since June 2019: results are always interleaved.
    "interleaved",
  ]);
  const { logStreamNames: names, logStreamNamePrefix: prefix = "", limit = eventsAtMost, nextToken } = input;
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, filterPattern = "" } = input;
  if (limit < 1 || limit > eventsAtMost) throw invalid(`'limit' must be 1 to ${eventsAtMost}.`);
  if (names && prefix !== "")
    throw invalid("LogStream name prefix and LogStream names are mutually exclusive parameters.");
  const matches = filterOf(filterPattern);
  const wanted = group.events.filter(
    ({ id, stream, timestamp, message }) =>
      id > (nextToken ?? "") &&
      timestamp >= startTime &&
      // Unlike GetLogEvents, up to and with its end.
      timestamp <= endTime &&
      (names?.includes(stream) ?? stream.startsWith(prefix)) &&
      matches(message),
  );
  const shown = wanted.slice(0, limit);
  return {
    events: shown.map(({ id, stream, timestamp, message, ingested }) => ({
      logStreamName: stream,
      timestamp,
      message,
      ingestionTime: ingested,
      eventId: id,
    })),
    // AWS answers an empty list.
    searchedLogStreams: [],
    ...(shown.length < wanted.length && { nextToken: shown.at(-1)?.id }),
  };
}
