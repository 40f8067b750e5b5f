import type { WorkflowDocument } from "@signalbox/core/console/documents";
import type { PlanDocument } from "@signalbox/core/release/plan-document";
import { useEffect, useMemo, useState } from "preact/hooks";
import { api, readCatalogue, workflows } from "../live/api.ts";
import { groups } from "../live/documents.ts";
import { now } from "../live/world-time.ts";
import { awsCommand, executionName, releaseCommand } from "../logic/command.ts";
import { type Field, fieldsOf, inputOf, isRequired } from "../logic/form.ts";
import { attempt } from "../parts/announcer.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { SchemaField } from "../parts/schema-field.tsx";
import { executionAddress, go } from "../route/route.ts";
import { JsonStart } from "./json-start.tsx";
import { Plan } from "./plan.tsx";
import { StartCard } from "./start-card.tsx";

/** A form for each workflow that a person may start, drawn from its input schema. */
export function Start() {
  // A machine may have come since the page was opened.
  useEffect(() => void attempt(readCatalogue), []);
  return (
    <>
      <h1>Start</h1>
      {workflows.value.length === 0 ? (
        <section class="empty card">
          <h2>No workflow is deployed</h2>
          <CopyCommand command="npm start" />
        </section>
      ) : (
        workflows.value.map((workflow, index) => (
          <StartCard key={workflow.machineArn} workflow={workflow} opened={index === 0}>
            {"properties" in workflow.input ? (
              <Form workflow={workflow} />
            ) : (
              <JsonStart workflow={workflow} />
            )}
          </StartCard>
        ))
      )}
    </>
  );
}

function Form({ workflow }: { workflow: WorkflowDocument }) {
  const fields = useMemo(() => fieldsOf(workflow.input, workflow.example), [workflow]);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map(({ path, initial }) => [path, initial])),
  );
  const [plan, setPlan] = useState<PlanDocument | undefined>(undefined);
  const input = inputOf(fields, typed);
  const change = (path: string, value: string): void => {
    setTyped({ ...typed, [path]: value });
    setPlan(undefined);
  };
  const name = (): string =>
    executionName([typed.group, typed["image.tag"]].filter(Boolean).join("-") || workflow.name, now.value);
  const showPlan = (): Promise<void> =>
    attempt(async () => {
      setPlan(await api.plan(workflow.region, workflow.name, input));
      return undefined;
    });
  const start = (): Promise<void> =>
    attempt(async () => {
      const { arn } = await api.start(workflow.machineArn, name(), input);
      go(executionAddress(arn));
      return "Started";
    });
  const submit = (event: Event): void => {
    event.preventDefault();
    void (workflow.plans && !plan ? showPlan() : start());
  };
  const isMain = ({ path }: Field): boolean => !path.startsWith("policy.");
  const draw = (field: Field) => (
    <SchemaField
      key={field.path}
      form={workflow.machineArn}
      field={field}
      required={isRequired(field, typed)}
      value={typed[field.path] ?? ""}
      suggestions={suggestionsFor(field.path)}
      onChange={(value) => change(field.path, value)}
    />
  );
  const policy = fields.filter((field) => !isMain(field));
  const command =
    workflow.name === "release"
      ? releaseCommand(location.origin, input)
      : awsCommand(location.origin, { ...workflow, name: name(), input });
  return (
    <>
      <p class="quiet-text">
        Also started by {workflow.triggers.filter((each) => each !== "a person").join(", ") || "nothing else"}
        .
      </p>
      <form onSubmit={submit}>
        <div class="fields">{fields.filter(isMain).map(draw)}</div>
        {policy.length > 0 && (
          <details>
            <summary>Policy: fields that differ this time</summary>
            <div class="fields">{policy.map(draw)}</div>
          </details>
        )}
        {plan && <Plan plan={plan} />}
        <div class="actions">
          {workflow.plans && (
            <button
              type={plan ? "button" : "submit"}
              class={plan ? "" : "primary"}
              onClick={plan ? () => void showPlan() : undefined}
            >
              {plan ? "Plan again" : "Show the plan"}
            </button>
          )}
          {(plan || !workflow.plans) && (
            <button type="submit" class="primary">
              Start
            </button>
          )}
        </div>
      </form>
      <CopyCommand command={command} />
    </>
  );
}

/** Names that stand for something here. */
function suggestionsFor(path: string): readonly string[] {
  const all = [...groups.value.values()];
  if (path === "group") return all.map(({ name }) => name);
  return path === "image.repository" ? all.map(({ repository }) => repository) : [];
}
