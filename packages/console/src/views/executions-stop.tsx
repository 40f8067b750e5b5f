import type { ExecutionDocument } from "@signalbox/core/console/documents";
import { api } from "../live/api.ts";
import { executions } from "../live/documents.ts";
import { stopAll } from "../logic/stop-all.ts";
import { Icon } from "../parts/icon.tsx";
import { ask } from "../parts/reason-dialog.tsx";

/** Stops those of the listed executions that run, after their number was typed. */
export function StopRunning({ shown }: { shown: readonly ExecutionDocument[] }) {
  const running = shown.filter(({ status }) => status === "RUNNING");
  if (running.length === 0) return null;
  return (
    <p class="actions">
      <button type="button" class="danger" onClick={() => stop(running)}>
        <Icon name="stop" />
        Stop {running.length} running
      </button>
    </p>
  );
}

const stop = (running: readonly ExecutionDocument[]): void =>
  ask({
    title: `Stop ${running.length} running`,
    text: "Each of them ends where it is, and nothing is put back: a release keeps its lock and its weights. Executions that start from now on are not among them.",
    action: "Stop them",
    danger: true,
    needsReason: true,
    typed: String(running.length),
    act: (reason) =>
      stopAll(
        running.filter(({ arn }) => executions.value.get(arn)?.status === "RUNNING"),
        (arn) => api.stop(arn, reason),
      ),
  });
