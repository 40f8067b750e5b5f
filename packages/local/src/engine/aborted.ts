import type { HistoryEventType } from "@aws-sdk/client-sfn";
import type { Frame, StateType } from "./frame.ts";
import type { History } from "./history.ts";

/** Only states that can last have an event for being given up. */
const events: { readonly [type in StateType]?: HistoryEventType } = {
  Task: "TaskStateAborted",
  Wait: "WaitStateAborted",
  Parallel: "ParallelStateAborted",
  Map: "MapStateAborted",
};

/** Records that the states in which a line stands were given up, the innermost first. */
export function recordAborted(history: History, frame: Frame, previous: number): void {
  const { visit } = frame;
  if (!visit) return;
  for (const [index, child] of visit.children?.entries() ?? [])
    if (child && !visit.outputs?.[index]) recordAborted(history, child, previous);
  const type = events[visit.type];
  if (type) history.add(type, previous);
}
