import type { PlanDocument } from "@signalbox/core/release/plan-document";
import { duration, percent } from "../logic/format.ts";

type Stage = PlanDocument["stages"][number];

/** What a release goes through, one stage a row. */
export function PlanStages({ stages }: { stages: readonly Stage[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="table-frame" tabIndex={0} aria-label="Stages">
      <table>
        <thead>
          <tr>
            {["stage", "weight", "tasks", "time", "goes on when", "turns back when"].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <tr key={`${stage.name} ${stage.weight}`}>
              <th scope="row">{stage.name}</th>
              <td>{percent(stage.weight)}</td>
              <td>{tasksIn(stage.capacities ?? {})}</td>
              <td>{timeOf(stage)}</td>
              <td class="wrap">{stage.goesOn}</td>
              <td class="wrap">{stage.turnsBack.join("; ") || "never"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const timeOf = ({ atLeastSeconds, atMostSeconds }: Stage): string =>
  atLeastSeconds === atMostSeconds
    ? duration(atMostSeconds * 1000)
    : `${duration(atLeastSeconds * 1000)} to ${duration(atMostSeconds * 1000)}`;

/** Of several services each with its name. */
function tasksIn(capacities: Readonly<Record<string, number>>): string {
  const all = Object.entries(capacities);
  const [only] = all;
  if (only && all.length === 1) return String(only[1]);
  return all.map(([name, tasks]) => `${name} ${tasks}`).join(", ") || "–";
}
