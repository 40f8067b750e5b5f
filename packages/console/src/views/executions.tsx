import type { ExecutionDocument } from "@signalbox/core/console/documents";
import { cloud, executions, groups } from "../live/documents.ts";
import { now } from "../live/world-time.ts";
import { pushCommand } from "../logic/command.ts";
import { countByStatus, filterExecutions, readFilter, subjectOf } from "../logic/execution-filter.ts";
import { clockTime, duration } from "../logic/format.ts";
import { Badge } from "../parts/badge.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { address, executionAddress, place, setQuery } from "../route/route.ts";
import { SavedViews } from "./executions-saved.tsx";
import { StopRunning } from "./executions-stop.tsx";

/** All executions; what is filtered stands in the address, so that it can be sent to somebody. */
export function Executions() {
  const all = [...executions.value.values()];
  const filter = readFilter(place.value.query);
  const shown = filterExecutions(all, filter);
  const counts = countByStatus(filterExecutions(all, { ...filter, status: "" }));
  const machines = [...new Set(all.map(({ machine }) => machine))].toSorted();
  return (
    <>
      <h1>Executions</h1>
      <search class="filters">
        <Choice
          label="Status"
          field="status"
          value={filter.status}
          options={counts.map(([status, count]) => [status, `${status} (${count})`])}
        />
        <Choice
          label="State machine"
          field="machine"
          value={filter.machine}
          options={machines.map((machine) => [machine, machine])}
        />
        <Choice
          label="Region"
          field="region"
          value={filter.region}
          options={(cloud.value?.regions ?? []).map((region) => [region, region])}
        />
        <label class="field">
          <span>Text</span>
          <input
            type="search"
            value={filter.text}
            placeholder="name, image, error"
            onInput={({ currentTarget }) => setQuery({ text: currentTarget.value })}
          />
        </label>
        <a class="latest" href={address("executions/latest")}>
          latest
        </a>
      </search>
      <SavedViews filter={filter} />
      <StopRunning shown={shown} />
      {shown.length > 0 ? <Table shown={shown} /> : <Empty any={all.length > 0} />}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly field: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
}

function Choice({ label, field, value, options }: ChoiceProps) {
  const chosen = options.some(([each]) => each === value) || value === "";
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={({ currentTarget }) => setQuery({ [field]: currentTarget.value })}>
        <option value="">all</option>
        {!chosen && <option value={value}>{value} (0)</option>}
        {options.map(([each, text]) => (
          <option key={each} value={each}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Table({ shown }: { shown: readonly ExecutionDocument[] }) {
  return (
    <div class="table-frame">
      <table class="executions">
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Execution</th>
            <th scope="col">What</th>
            <th scope="col">State</th>
            <th scope="col">Started</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => (
            <tr key={one.arn}>
              <td>
                <Badge status={one.status} text={one.status} />
              </td>
              <td class="name-cell">
                <a href={executionAddress(one.arn)}>{one.name}</a>
                <span class="quiet-text">
                  {one.machine}, {one.region}
                </span>
              </td>
              <td>{subjectOf(one.input).image ?? ""}</td>
              <td>{one.current.join(", ") || one.error || ""}</td>
              <td>
                <time dateTime={one.started}>{clockTime(Date.parse(one.started))}</time>
              </td>
              <td class="number">
                {duration((one.stopped ? Date.parse(one.stopped) : now.value) - Date.parse(one.started))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Empty({ any }: { any: boolean }) {
  const [group] = groups.value.values();
  return (
    <section class="empty card">
      <h2>{any ? "No execution fits" : "Nothing has run yet"}</h2>
      {any ? (
        <p>Take a filter back to see more.</p>
      ) : (
        group && (
          <>
            <p>Push an image on the overview, or by command:</p>
            <CopyCommand command={pushCommand(location.origin, group)} />
          </>
        )
      )}
    </section>
  );
}
