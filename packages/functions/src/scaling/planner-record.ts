import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { newState, type PlannerState } from "@signalbox/core/scaling/planner/state";
import { PlannerRecord, plannerVersion, readState, written } from "@signalbox/core/scaling/planner-record";
import { getItem, type Ledger, updateItem } from "../aws/ledger.ts";

/** What the planner knows of a service; nothing has been taken in where there is no `at`. */
export interface Known {
  readonly state: PlannerState;
  readonly at?: number;
  readonly ready: readonly string[];
  readonly revision: number;
}

/** What was written by another version, or is no JSON, is learnt anew from what CloudWatch has kept. */
export async function readKnown(ledger: Ledger): Promise<Known> {
  const record = await getItem(ledger, ledgerKeys.planner, PlannerRecord);
  const revision = record?.revision ?? 0;
  if (record?.version === plannerVersion)
    try {
      return { state: readState(record.state), at: record.at, ready: record.ready, revision };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  return { state: newState(), ready: [], revision };
}

/** Answers false where another look was written meanwhile: then that one counts. */
export async function writeKnown(
  ledger: Ledger,
  { state, at = 0, ready, revision }: Known,
): Promise<boolean> {
  return await updateItem(ledger, ledgerKeys.planner, {
    UpdateExpression:
      "SET #version = :version, #revision = :next, #at = :at, #state = :state, #ready = :ready",
    ConditionExpression: "attribute_not_exists(#revision) OR #revision = :seen",
    ExpressionAttributeNames: {
      "#version": "version",
      "#revision": "revision",
      "#at": "at",
      "#state": "state",
      "#ready": "ready",
    },
    ExpressionAttributeValues: {
      ":version": plannerVersion,
      ":next": revision + 1,
      ":seen": revision,
      ":at": at,
      ":state": written(state),
      ":ready": ready,
    },
  });
}
