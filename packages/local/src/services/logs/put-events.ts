import type { World } from "../../world/world.ts";
import type { Input, Output } from "../service.ts";
import { invalid } from "./error.ts";
import { type LogGroup, type Stream, sizeOf } from "./group.ts";

const eventsAtMost = 10_000;
const bytesAtMost = 1_048_576;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Takes a batch; events too far in the past or the future are left out and told. Sequence tokens are not asked, as on AWS. */
export function putLogEvents(
  world: World,
  region: string,
  { group, stream }: { group: LogGroup; stream: Stream },
  { logEvents: given = [] }: Input<"logs", "PutLogEvents">,
): Output<"logs", "PutLogEvents"> {
  const events = given.map(({ timestamp = 0, message = "" }) => ({ timestamp, message }));
  if (events.length === 0 || events.length > eventsAtMost)
    throw invalid(`1 validation error detected: 'logEvents' must have 1 to ${eventsAtMost} members.`);
  if (events.reduce((sum, event) => sum + sizeOf(event), 0) > bytesAtMost)
    throw invalid("Upload too large: 1048576 bytes exceeds limit of 1048576");
  const times = events.map(({ timestamp }) => timestamp);
  if (times.some((time, index) => time < (times[index - 1] ?? time)))
    throw invalid("Log events in a single PutLogEvents request must be in chronological order.");
  if ((times.at(-1) ?? 0) - (times[0] ?? 0) > dayMs)
    throw invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  const now = world.clock.now();
  const keptSince = now - (group.retentionDays ?? Number.POSITIVE_INFINITY) * dayMs;
  const tooOld = times.filter((time) => time < now - 14 * dayMs).length;
  const expired = times.filter((time) => time < keptSince).length;
  const soon = times.findIndex((time) => time > now + 2 * hourMs);
  const taken = events.slice(Math.max(tooOld, expired), soon < 0 ? events.length : soon);
  for (const { timestamp, message } of taken) group.append(stream, timestamp, message, now);
  world.metrics.publish({
    region,
    namespace: "AWS/Logs",
    metric: "IncomingLogEvents",
    dimensions: { LogGroupName: group.name },
    value: taken.length,
    unit: "Count",
  });
  return {
    nextSequenceToken: `${Math.floor(now)}`,
    ...(taken.length < events.length && {
      rejectedLogEventsInfo: {
        ...(tooOld > 0 && { tooOldLogEventEndIndex: tooOld }),
        ...(expired > 0 && { expiredLogEventEndIndex: expired }),
        ...(soon >= 0 && { tooNewLogEventStartIndex: soon }),
      },
    }),
  };
}
