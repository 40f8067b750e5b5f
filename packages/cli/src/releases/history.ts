import { GetExecutionHistoryCommand, type HistoryEvent, type SFNClient } from "@aws-sdk/client-sfn";

/** A page for the first look and for each later one; a poll rarely meets more. */
const pageSize = 100;

/** The events of an execution after the one with id `after`, oldest first. Reads backwards, so a poll costs one page. */
export async function historyAfter(sfn: SFNClient, executionArn: string, after = 0): Promise<HistoryEvent[]> {
  const fresh: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        maxResults: pageSize,
        includeExecutionData: true,
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
    for (const event of page.events ?? []) {
      if ((event.id ?? 0) <= after) return fresh.reverse();
      fresh.push(event);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return fresh.reverse();
}
