import type { AlarmDocument } from "@signalbox/core/console/documents";
import { useState } from "preact/hooks";
import { alarms, executions } from "../live/documents.ts";
import { clockTime } from "../logic/format.ts";
import { releaseMarks } from "../logic/marks.ts";
import { Badge } from "../parts/badge.tsx";
import { Chart } from "../parts/chart.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";

const signs: Readonly<Record<string, string>> = {
  GreaterThanOrEqualToThreshold: "≥",
  GreaterThanThreshold: ">",
  LessThanOrEqualToThreshold: "≤",
  LessThanThreshold: "<",
};

/** What is in alarm and what has no data, with metric and threshold drawn; the hundred others at a click. */
export function Alarms() {
  // Those made of others come after the others.
  const all = [...alarms.value.values()].toSorted(
    (a, b) =>
      a.state.localeCompare(b.state) ||
      Number(a.rule !== undefined) - Number(b.rule !== undefined) ||
      a.name.localeCompare(b.name),
  );
  const fine = all.filter(({ state }) => state === "OK");
  return (
    <>
      <h1>Alarms</h1>
      {all.length === 0 ? (
        <section class="empty card">
          <h2>No alarm yet</h2>
          <CopyCommand command={`aws --endpoint-url ${location.origin} cloudwatch put-metric-alarm help`} />
        </section>
      ) : (
        <>
          <Cards of={all.filter(({ state }) => state !== "OK")} />
          {fine.length > 0 && <Fine alarms={fine} all={fine.length === all.length} />}
        </>
      )}
    </>
  );
}

const Cards = ({ of }: { of: readonly AlarmDocument[] }) => (
  <div class="alarms">
    {of.map((alarm) => (
      <AlarmCard key={`${alarm.region}/${alarm.name}`} alarm={alarm} />
    ))}
  </div>
);

/** Drawn once they are asked for: a platform of three regions has more charts than a browser draws at once. */
function Fine({ alarms: fine, all }: { alarms: readonly AlarmDocument[]; all: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="fine" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <Badge status="OK" text={all ? `all ${fine.length} are OK` : `${fine.length} others are OK`} />
      </summary>
      {open && <Cards of={fine} />}
    </details>
  );
}

function AlarmCard({ alarm }: { alarm: AlarmDocument }) {
  const { name, state, reason, updated, metric, region, rule } = alarm;
  return (
    <article class="card alarm" aria-labelledby={`alarm-${name}`}>
      <header>
        <h2 id={`alarm-${name}`}>{name}</h2>
        <Badge status={state} text={state} />
      </header>
      <p class="quiet-text">
        {region}: {alarm.description || metric || "made of other alarms"}
      </p>
      {rule === undefined ? (
        <MetricChart alarm={alarm} />
      ) : (
        <p class="rule">
          in ALARM when <code>{rule}</code>
        </p>
      )}
      <p class="reason">
        {state} since {clockTime(Date.parse(updated))}: {reason}
      </p>
    </article>
  );
}

function MetricChart({ alarm }: { alarm: AlarmDocument }) {
  const { name, metric, statistic, periodSeconds, comparison, series } = alarm;
  // Of an objective: 1 - 0.999 is 0.0010000000000000009.
  const threshold = Number(alarm.threshold.toPrecision(6));
  const group = name.replace(/-(blue|green)-.*$/, "");
  const sign = signs[comparison] ?? comparison;
  return (
    <Chart
      title={metric}
      unit={`${statistic} in ${periodSeconds} s; alarm ${sign} ${threshold}`}
      times={series.times}
      lines={[{ label: metric, color: "--busy", values: series.values }]}
      marks={releaseMarks(executions.value.values(), group)}
      threshold={threshold}
      // Many thresholds are 0, and an axis from 0 to 0 shows nothing.
      atLeast={0.001}
      summary={`last value ${series.values.at(-1) ?? "none"}, threshold ${threshold}`}
    />
  );
}
