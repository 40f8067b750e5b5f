import type { ExecutionListItem, HistoryEvent } from "@aws-sdk/client-sfn";
import type { ExecutionDocument, Put } from "@signalbox/core/console/documents";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { historyAfter } from "./history.ts";

/** Of each state machine, so that the page stays small however long the cloud runs. */
const kept = 100;

interface Known {
  readonly listed: string;
  readonly document: ExecutionDocument;
  /** Id of the last event read. */
  readonly after: number;
  /** States entered and not left; a redrive goes on in those in which the execution ended. */
  readonly open: readonly string[];
}

/** Looks at the newest executions of every state machine of a region; one that has ended is read once more and never again. */
export function lookAtExecutions(world: World, region: string) {
  let known = new Map<string, Known>();
  return async (): Promise<Put[]> => {
    const next = new Map<string, Known>();
    const caller = { region, principal: person };
    const { stateMachines = [] } = await world.call("states", "ListStateMachines", {}, caller);
    for (const { stateMachineArn } of stateMachines) {
      const { executions = [] } = await world.call(
        "states",
        "ListExecutions",
        { stateMachineArn, maxResults: kept },
        caller,
      );
      for (const item of executions) {
        const arn = item.executionArn ?? "";
        next.set(arn, await look(world, region, item, known.get(arn)));
      }
    }
    const gone = [...known.keys()].filter((arn) => !next.has(arn));
    known = next;
    return [
      ...gone.map((id): Put => ({ topic: "execution", id, value: null })),
      ...[...next].map(([id, { document }]): Put => ({ topic: "execution", id, value: document })),
    ];
  };
}

async function look(
  world: World,
  region: string,
  item: ExecutionListItem,
  before: Known | undefined,
): Promise<Known> {
  const { executionArn: arn = "", status = "", redriveCount = 0 } = item;
  const listed = `${status}/${redriveCount}`;
  const same = before?.listed === listed;
  if (before && same && status !== "RUNNING") return before;
  const fresh = await historyAfter(world, region, arn, before?.after ?? 0, false);
  if (before && same && fresh.length === 0) return before;
  const caller = { region, principal: person };
  const described = await world.call("states", "DescribeExecution", { executionArn: arn }, caller);
  const open = openStates(before?.open ?? [], fresh);
  const { output, error, cause, stopDate } = described;
  return {
    listed,
    after: fresh.at(-1)?.id ?? before?.after ?? 0,
    open,
    document: {
      arn,
      region,
      machine: described.stateMachineArn?.split(":").at(-1) ?? "",
      name: item.name ?? "",
      status,
      started: (item.startDate ?? new Date(0)).toISOString(),
      ...(stopDate && { stopped: stopDate.toISOString() }),
      input: described.input ?? "{}",
      ...(output !== undefined && { output }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
      current: status === "RUNNING" ? [...new Set(open)] : [],
      redriveStatus: described.redriveStatus ?? "NOT_REDRIVABLE",
      redriveCount,
    },
  };
}

/** The states that are entered and not left after some more events. */
export function openStates(
  before: readonly string[],
  events: readonly Pick<HistoryEvent, "stateEnteredEventDetails" | "stateExitedEventDetails">[],
): string[] {
  const open = [...before];
  for (const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } of events) {
    if (entered?.name !== undefined) open.push(entered.name);
    const index = exited?.name === undefined ? -1 : open.indexOf(exited.name);
    if (index >= 0) open.splice(index, 1);
  }
  return open;
}
