import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";

const pageSize = 100;

/** The events of an execution after the one with id `after`, oldest first. Reads backwards: a look costs one page. */
export async function historyAfter(
  world: World,
  region: string,
  executionArn: string,
  after: number,
  includeExecutionData: boolean,
): Promise<HistoryEvent[]> {
  const fresh: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await world.call(
      "states",
      "GetExecutionHistory",
      {
        executionArn,
        reverseOrder: true,
        maxResults: pageSize,
        includeExecutionData,
        ...(nextToken !== undefined && { nextToken }),
      },
      { region, principal: person },
    );
    for (const event of page.events ?? []) {
      if ((event.id ?? 0) <= after) return fresh.reverse();
      fresh.push(event);
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return fresh.reverse();
}
