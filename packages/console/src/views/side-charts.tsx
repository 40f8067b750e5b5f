import type { MetricsDocument } from "@signalbox/core/console/documents";
import { executions } from "../live/documents.ts";
import { releaseMarks } from "../logic/marks.ts";
import { Chart } from "../parts/chart.tsx";

const charts = [
  { title: "Requests", unit: "per minute", atLeast: 10, of: "requests" },
  { title: "Answered 5xx", unit: "%", atLeast: 1, of: "errors" },
  { title: "p95 latency", unit: "s", atLeast: 0.1, of: "p95" },
] as const;

/** Both sides of a group beside one another, with the releases marked. */
export function SideCharts({ metrics: { times, sides, group } }: { readonly metrics: MetricsDocument }) {
  const marks = releaseMarks(executions.value.values(), group);
  return (
    <div class="charts">
      {charts.map(({ title, unit, atLeast, of }) => (
        <Chart
          key={title}
          title={title}
          unit={unit}
          atLeast={atLeast}
          times={times}
          marks={marks}
          lines={[
            { label: "blue", color: "--blue", values: sides.blue[of] },
            { label: "green", color: "--green", dash: [6, 3], values: sides.green[of] },
          ]}
          summary={`blue ${last(sides.blue[of])}, green (dashed) ${last(sides.green[of])} in the last minute`}
        />
      ))}
    </div>
  );
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function last(values: readonly (number | null)[]): string {
  const value = values.at(-1);
  return value === null || value === undefined ? "none" : String(rounded(value));
}
