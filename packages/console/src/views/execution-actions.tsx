import type { ExecutionDocument, HistoryRecord } from "@signalbox/core/console/documents";
import { api, redrives } from "../live/api.ts";
import { now } from "../live/world-time.ts";
import { executionName } from "../logic/command.ts";
import { completedStates } from "../logic/completed.ts";
import type { Visit } from "../logic/visits.ts";
import { Icon } from "../parts/icon.tsx";
import { ask } from "../parts/reason-dialog.tsx";
import { saveFile } from "../parts/save-file.ts";
import { executionAddress, go } from "../route/route.ts";
import { ExecutionReport } from "./execution-report.tsx";

interface Props {
  readonly execution: ExecutionDocument;
  readonly visits: readonly Visit[];
  readonly events: readonly HistoryRecord[];
}

/** What can be done with an execution in its status. */
export function ExecutionActions({ execution, visits, events }: Props) {
  const { arn, name, status, redriveStatus } = execution;
  return (
    <div class="actions">
      {status === "RUNNING" && (
        <button type="button" class="danger" onClick={() => stop(arn, name)}>
          <Icon name="stop" />
          Stop
        </button>
      )}
      {redrives.value && redriveStatus === "REDRIVABLE" && visits.length > 0 && (
        <button type="button" onClick={() => redrive(arn, name, visits)}>
          <Icon name="running" />
          Redrive
        </button>
      )}
      <button type="button" onClick={() => again(execution)}>
        <Icon name="copy" />
        Run again
      </button>
      <button type="button" onClick={() => save(execution, events)}>
        Export JSON
      </button>
      <ExecutionReport arn={arn} status={status} />
    </div>
  );
}

const stop = (arn: string, name: string): void =>
  ask({
    title: `Stop ${name}`,
    text: "The execution ends where it is, and nothing is put back: a release keeps its lock and its weights. To end a release safely, abort it on the overview.",
    action: "Stop it",
    danger: true,
    needsReason: true,
    act: async (reason) => {
      await api.stop(arn, reason);
      return `${name} is stopped`;
    },
  });

const again = ({ arn, machine, name, input }: ExecutionDocument): void =>
  ask({
    title: `Run ${machine} again`,
    text: "A new execution starts with the very same input.",
    action: "Start",
    act: async () => {
      const machineArn = arn.replace(":execution:", ":stateMachine:").slice(0, -name.length - 1);
      const started = await api.start(
        machineArn,
        executionName(`again-${name}`, now.value),
        JSON.parse(input),
      );
      go(executionAddress(started.arn));
      return "Started again";
    },
  });

function redrive(arn: string, name: string, visits: readonly Visit[]): void {
  const { from, completed } = completedStates(visits);
  ask({
    title: `Redrive ${name}`,
    text: `It goes on from ${from || "its start"} with the same input and definition. These will not run again: ${completed.join(", ") || "none"}.`,
    action: "Redrive",
    act: async () => {
      await api.redrive(arn);
      return `${name} runs again from ${from || "its start"}`;
    },
  });
}

function save(execution: ExecutionDocument, events: readonly HistoryRecord[]): void {
  const text = JSON.stringify({ execution, events }, undefined, 2);
  saveFile(`${execution.name}.json`, "application/json", text);
}
