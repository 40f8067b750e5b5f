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

/** Every alarm with its metric and threshold drawn. */
export function Alarms() {
  const all = [...alarms.value.values()].toSorted((a, b) => a.name.localeCompare(b.name));
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
  const { name, state, reason, updated, metric, statistic, threshold, comparison, series, region } = alarm;
  const group = name.replace(/-(blue|green)-.*$/, "");
  const sign = signs[comparison] ?? comparison;
  return (
    <article class="card alarm" aria-labelledby={`alarm-${name}`}>
      <header>
        <h2 id={`alarm-${name}`}>{name}</h2>
        <Badge status={state} text={state} />
      </header>
      <p class="quiet-text">
        {alarm.description || metric}, {region}
      </p>
      <Chart
        title={metric}
        unit={`${statistic} in ${alarm.periodSeconds} s; alarm ${sign} ${threshold}`}
        times={series.times}
        lines={[{ label: metric, color: "--busy", values: series.values }]}
        marks={releaseMarks(executions.value.values(), group)}
        threshold={threshold}
        atLeast={0}
        summary={`last value ${series.values.at(-1) ?? "none"}, threshold ${threshold}`}
      />
      <p class="reason">
        {state} since {clockTime(Date.parse(updated))}: {reason}
      </p>
    </article>
  );
}
