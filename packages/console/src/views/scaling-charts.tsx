import type { ScalingDocument } from "@signalbox/core/console/documents";
import { clockTime } from "../logic/format.ts";
import { dollars, highest, last, number, replicasAtMost } from "../logic/scaling.ts";
import { Chart, type Line } from "../parts/chart.tsx";
import { ChartKey } from "../parts/chart-key.tsx";

/** The last hours: replicas over demand and what it may become, waits, money. */
export function ScalingCharts({ of }: { of: ScalingDocument }) {
  const { series, service, objective, hold } = of;
  const { times } = series;
  const replicas: Line[] = [
    { label: "forecast, at most", color: "--busy", dash: [2, 3], width: 1, values: series.high },
    { label: "forecast, middle", color: "--busy", dash: [2, 3], width: 1, values: series.middle },
    { label: "demand", color: "--busy", values: series.demand },
    { label: "wanted", color: "--wait", dash: [6, 3], stepped: true, values: series.wanted },
    { label: "ready", color: "--good", stepped: true, values: series.ready },
    { label: "starting", color: "--idle", dash: [3, 3], stepped: true, values: series.starting },
  ];
  const longest = highest(series, series.wait);
  const most = highest(series, series.waiting);
  const held = highest(series, series.held);
  return (
    <section class="scaling-charts" aria-label={`Charts of ${service}`}>
      <Chart
        title="Replicas"
        unit="demand in replicas that it keeps busy; the band is what it may be once a new one is ready"
        atLeast={2}
        atMost={replicasAtMost(of)}
        height={230}
        band={{ upper: 0, lower: 1, color: "--busy" }}
        times={times}
        marks={[]}
        lines={replicas}
        summary={`now demand ${number(last(series.demand))}, forecast ${number(last(series.middle))} to ${number(last(series.high))}, wanted ${number(last(series.wanted))}, ready ${number(last(series.ready))}, starting ${number(last(series.starting))}`}
      />
      <ChartKey lines={replicas} />
      <div class="charts">
        <Chart
          title="Requests"
          unit="a minute"
          atLeast={10}
          times={times}
          marks={[]}
          lines={[{ label: "requests", color: "--busy", values: series.requests }]}
          summary={`${number(last(series.requests))} in the last minute`}
        />
        <Chart
          title="Requests that wait"
          unit={most ? `on average; most ${number(most.value)} at ${clockTime(most.at)}` : "on average"}
          atLeast={1}
          times={times}
          marks={[]}
          lines={[{ label: "waiting", color: "--wait", values: series.waiting }]}
          summary={`${number(last(series.waiting))} in the last minute, ${number(most?.value)} at most`}
        />
        {hold && (
          <Chart
            title="Requests held"
            unit={
              held ? `on average; most ${number(held.value)} at ${clockTime(held.at)}` : "while none serves"
            }
            atLeast={1}
            times={times}
            marks={[]}
            lines={[{ label: "held", color: "--wait", values: series.held }]}
            summary={`${number(last(series.held))} in the last minute, ${number(held?.value)} at most, while no replica serves`}
          />
        )}
        <Chart
          title="Wait for a slot"
          unit={longest ? `s; longest ${number(longest.value)} at ${clockTime(longest.at)}` : "s"}
          atLeast={objective.seconds}
          threshold={objective.seconds}
          times={times}
          marks={[]}
          lines={[{ label: "wait", color: "--wait", values: series.wait }]}
          summary={`${number(last(series.wait))} s in the last minute, ${number(longest?.value)} s at most; ${objective.seconds} s are allowed`}
        />
        <Chart
          title="Cost"
          unit="$ an hour"
          atLeast={0.1}
          times={times}
          marks={[]}
          lines={[{ label: "cost", color: "--good", stepped: true, values: series.usdPerHour }]}
          summary={`${dollars(last(series.usdPerHour))} an hour in the last minute`}
        />
      </div>
    </section>
  );
}
