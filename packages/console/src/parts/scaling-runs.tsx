import type { ScalingDocument } from "@signalbox/core/console/documents";
import type { ScaleReport } from "@signalbox/core/scaling/request";
import { executionArnOf, machineOf } from "../live/machine.ts";
import { dayAndTime } from "../logic/format.ts";
import { executionAddress } from "../route/route.ts";
import { Badge } from "./badge.tsx";

/** What the machine did of the planner's words, the newest first. */
export function ScalingRuns({ of }: { of: ScalingDocument }) {
  const { service, runs, running, region } = of;
  if (runs.length === 0) return <p class="quiet-text">scale-inference has not run for it yet.</p>;
  return (
    <details class="scaling-runs" open>
      <summary>
        Runs of scale-inference: the last {runs.length}
        {running === undefined ? "" : ", one under way"}
      </summary>
      <ol aria-label={`Runs that scaled ${service}`}>
        {runs.map((one) => (
          <Run key={one.run} region={region} report={one} underWay={one.run === running} />
        ))}
      </ol>
    </details>
  );
}

function Run({ region, report, underWay }: { region: string; report: ScaleReport; underWay: boolean }) {
  const { run, outcome, endedAt, requestedBy, acts = [], limits = [], problem } = report;
  const machine = machineOf(region, "scale-inference");
  return (
    <li>
      <Badge status={underWay ? "running" : (outcome ?? "nothing")} />
      <span>
        {machine === undefined ? run : <a href={executionAddress(executionArnOf(machine, run))}>{run}</a>}
        {acts.map(({ service, from, to }) => (
          <b key={service}>
            {" "}
            {service} {from} → {to}
          </b>
        ))}{" "}
        <span class="quiet-text">
          by {requestedBy}
          {endedAt === undefined ? "" : `, ${dayAndTime(Date.parse(endedAt))} UTC`}
          {limits.length > 0 ? `; limits: ${limits.join(", ")}` : ""}
          {problem ? `; ${problem.error}: ${problem.cause}` : ""}
        </span>
      </span>
    </li>
  );
}
