import { signal } from "@preact/signals";
import type { FaultDocument } from "@signalbox/core/console/documents";
import { useEffect, useState } from "preact/hooks";
import { api, type FaultKind } from "../live/api.ts";
import { faults } from "../live/documents.ts";
import { fieldsOf, inputOf, isRequired } from "../logic/form.ts";
import { attempt } from "../parts/announcer.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { Icon } from "../parts/icon.tsx";
import { SchemaField } from "../parts/schema-field.tsx";

const kinds = signal<readonly FaultKind[]>([]);

const readKinds = (): Promise<void> =>
  attempt(async () => {
    kinds.value = (await api.faults()).kinds;
    return undefined;
  });

/** What can be made to fail, and what fails now. */
export function Faults() {
  useEffect(() => void readKinds(), []);
  const active = [...faults.value.values()];
  return (
    <>
      <h1>Break things</h1>
      <p class="lead">
        Every fault is recorded with its seed; mend it and the cloud goes on. Releases must survive all of
        them.
      </p>
      <section class="card" aria-labelledby="active-faults">
        <h2 id="active-faults">Broken now</h2>
        {active.length === 0 ? (
          <p class="quiet-text">Nothing. Break something below.</p>
        ) : (
          <ul class="active-faults">
            {active.map((fault) => (
              <Active key={fault.id} fault={fault} />
            ))}
          </ul>
        )}
      </section>
      <div class="faults">
        {kinds.value.map((kind) => (
          <Kind key={kind.name} kind={kind} />
        ))}
      </div>
    </>
  );
}

function Active({ fault: { id, kind, strikes, ...fields } }: { fault: FaultDocument }) {
  const mend = (): Promise<void> =>
    attempt(async () => {
      await api.mend(id);
      return `${kind} is mended`;
    });
  return (
    <li>
      <Icon name="bolt" />
      <b>{kind}</b>
      <code>{JSON.stringify(fields)}</code>
      <span>struck {strikes} ×</span>
      <button type="button" onClick={() => void mend()}>
        Mend
      </button>
    </li>
  );
}

function Kind({ kind }: { kind: FaultKind }) {
  const fields = fieldsOf(kind.schema).filter(({ path }) => path !== "kind");
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(fields.map(({ path, initial }) => [path, initial])),
  );
  const fault = { kind: kind.name, ...inputOf(fields, typed) };
  const submit = (event: Event): void => {
    event.preventDefault();
    void attempt(async () => {
      await api.breakThing(fault);
      return `${kind.name} is broken now`;
    });
  };
  return (
    <details class="card fault">
      <summary>
        <b>{kind.name}</b> <span class="quiet-text">{kind.description}</span>
      </summary>
      <form onSubmit={submit}>
        <div class="fields">
          {fields.map((field) => (
            <SchemaField
              key={field.path}
              form={kind.name}
              field={field}
              required={isRequired(field, typed)}
              value={typed[field.path] ?? ""}
              suggestions={[]}
              onChange={(value) => setTyped({ ...typed, [field.path]: value })}
            />
          ))}
        </div>
        <div class="actions">
          <button type="submit" class="danger">
            <Icon name="bolt" />
            Break
          </button>
        </div>
      </form>
      <CopyCommand
        command={`curl -X POST ${location.origin}/_signalbox/faults -d '${JSON.stringify(fault).replaceAll("'", "'\\''")}'`}
      />
    </details>
  );
}
