import type { PlannedSeries } from "@signalbox/core/scaling/status/series";
import { clockTime } from "../logic/format.ts";
import { figuresOf } from "../logic/scaling.ts";

const columns = [
  "demand",
  "forecast",
  "wanted",
  "ready",
  "starting",
  "requests",
  "waiting",
  "wait, s",
  "an hour",
];
/** Minutes of the table. */
const shown = 60;

/** The charts' newest minutes in figures. */
export function ScalingFigures({ service, series }: { service: string; series: PlannedSeries }) {
  if (series.times.length === 0) return null;
  return (
    <details>
      <summary>The last {Math.min(shown, series.times.length)} minutes in figures</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="table-frame tall" tabIndex={0} aria-label={`Figures of ${service}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">minute</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {figuresOf(series, shown).map(({ at, cells }) => (
              <tr key={at}>
                <th scope="row">{clockTime(at).slice(0, 5)}</th>
                {cells.map((cell, index) => (
                  <td key={columns[index]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
