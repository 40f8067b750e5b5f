import { type CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { unless } from "./unless.ts";

export interface LogStream {
  readonly group: string;
  readonly stream: string;
}

/** The newest lines of a stream, oldest first, as many as one call gives (10,000, or a mebibyte); none where there is no such stream. */
export async function readTail(
  client: CloudWatchLogsClient,
  { group, stream }: LogStream,
): Promise<string[]> {
  const asked = new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, startFromHead: false });
  const found = await unless("ResourceNotFoundException", client.send(asked));
  return (found?.events ?? []).map(({ message = "" }) => message);
}
