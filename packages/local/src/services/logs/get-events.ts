import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { invalid } from "./error.ts";
import type { LogEvent, LogGroup, Stream } from "./group.ts";

const eventsAtMost = 10_000;
/** Of one answer. */
const bytesAtMost = 1_048_576;

/** One page of a stream, its end unless asked for its head. At either end the same token comes back, as on AWS. */
export function getLogEvents(
  { group, stream }: { group: LogGroup; stream: Stream },
  input: Input<"logs", "GetLogEvents">,
): Output<"logs", "GetLogEvents"> {
  refuseUnsupported("logs:GetLogEvents", input, [
    "logGroupName",
    "logGroupIdentifier",
    "logStreamName",
    "startTime",
    "endTime",
    "nextToken",
    "limit",
    "startFromHead",
  ]);
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit = eventsAtMost, nextToken } = input;
  if (limit < 1 || limit > eventsAtMost) throw invalid(`'limit' must be 1 to ${eventsAtMost}.`);
  const [, direction, place = ""] = /^([bf])\/(\d{56})$/.exec(nextToken ?? "") ?? [];
  if (nextToken !== undefined && direction === undefined)
    throw invalid("The specified nextToken is invalid.");
  const all = group.events.filter(
    (event) => event.stream === stream.name && event.timestamp >= startTime && event.timestamp < endTime,
  );
  const forward = direction === undefined ? input.startFromHead === true : direction === "f";
  const reachable =
    direction === undefined ? all : all.filter(({ id }) => (forward ? id > place : id < place));
  const shown = fitting(forward ? reachable.slice(0, limit) : reachable.slice(-limit), forward);
  const edge = place === "" ? "0".repeat(56) : place;
  return {
    events: shown.map(({ timestamp, message, ingested }) => ({
      timestamp,
      message,
      ingestionTime: ingested,
    })),
    nextForwardToken: `f/${shown.at(-1)?.id ?? edge}`,
    nextBackwardToken: `b/${shown[0]?.id ?? edge}`,
  };
}

/** As many as an answer holds, from its start or its end. */
function fitting(events: readonly LogEvent[], forward: boolean): readonly LogEvent[] {
  let bytes = 0;
  const fits = (event: LogEvent): boolean => {
    bytes += Buffer.byteLength(event.message);
    return bytes <= bytesAtMost;
  };
  if (forward) {
    const over = events.findIndex((event) => !fits(event));
    return over < 0 ? events : events.slice(0, Math.max(1, over));
  }
  const over = events.findLastIndex((event) => !fits(event));
  return events.slice(Math.min(over + 1, events.length - 1));
}
