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
}

/** Looks at the newest executions of every state machine; one that has ended is read once more and never again. */
export function lookAtExecutions(world: World) {
  let known = new Map<string, Known>();
  return async (): Promise<Put[]> => {
    const next = new Map<string, Known>();
    for (const region of world.regions) {
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
  const current = status === "RUNNING" ? currentStates(before?.document.current ?? [], fresh) : ([] as const);
  const { output, error, cause, stopDate } = described;
  return {
    listed,
    after: fresh.at(-1)?.id ?? before?.after ?? 0,
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
      current,
      redriveStatus: described.redriveStatus ?? "NOT_REDRIVABLE",
      redriveCount,
    },
  };
}

/** The states that are entered and not left after some more events. */
export function currentStates(
  before: readonly string[],
  events: readonly Pick<HistoryEvent, "type" | "stateEnteredEventDetails" | "stateExitedEventDetails">[],
): string[] {
  const current = [...before];
  for (const { type, stateEnteredEventDetails: entered, stateExitedEventDetails: exited } of events) {
    if (type === "ExecutionRedriven") current.length = 0;
    if (entered?.name !== undefined) current.push(entered.name);
    const index = exited?.name === undefined ? -1 : current.indexOf(exited.name);
    if (index >= 0) current.splice(index, 1);
  }
  return current;
}
