import type { WorkflowDocument } from "@signalbox/core/console/documents";
import { useState } from "preact/hooks";
import { api } from "../live/api.ts";
import { now } from "../live/world-time.ts";
import { awsCommand, executionName } from "../logic/command.ts";
import { parsed } from "../logic/difference.ts";
import { attempt } from "../parts/announcer.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { executionAddress, go } from "../route/route.ts";

/** Starts a state machine of which nobody has said what it takes. */
export function JsonStart({ workflow }: { workflow: WorkflowDocument }) {
  const [text, setText] = useState("{}");
  const { name, region, machineArn } = workflow;
  const value = parsed(text);
  const input = typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  const execution = executionName(name, now.value);
  const start = (event: Event): void => {
    event.preventDefault();
    void attempt(async () => {
      if (!input) throw new Error("the input is no JSON object");
      const { arn } = await api.start(machineArn, execution, input);
      go(executionAddress(arn));
      return "Started";
    });
  };
  return (
    <>
      <form onSubmit={start}>
        <label class="field">
          <span>Input as JSON</span>
          <textarea
            rows={3}
            value={text}
            aria-invalid={input === undefined}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        <div class="actions">
          <button type="submit" class="primary">
            Start
          </button>
        </div>
      </form>
      <CopyCommand
        command={awsCommand(location.origin, { region, machineArn, name: execution, input: input ?? {} })}
      />
    </>
  );
}
