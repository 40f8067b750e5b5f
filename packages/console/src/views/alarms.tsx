import type { AlarmDocument } from "@signalbox/core/console/documents";
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

/** Every alarm with its metric and threshold drawn, or with the rule that it follows. */
export function Alarms() {
  // Those made of others come after the others.
  const all = [...alarms.value.values()].toSorted(
    (a, b) => Number(a.rule !== undefined) - Number(b.rule !== undefined) || a.name.localeCompare(b.name),
  );
  return (
    <>
      <h1>Alarms</h1>
      {all.length === 0 ? (
        <section class="empty card">
          <h2>No alarm yet</h2>
          <CopyCommand command={`aws --endpoint-url ${location.origin} cloudwatch put-metric-alarm help`} />
        </section>
      ) : (
        <div class="alarms">
          {all.map((alarm) => (
            <AlarmCard key={`${alarm.region}/${alarm.name}`} alarm={alarm} />
          ))}
        </div>
      )}
    </>
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
        {alarm.description || metric || "made of other alarms"}, {region}
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
  const { name, metric, statistic, periodSeconds, threshold, comparison, series } = alarm;
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
