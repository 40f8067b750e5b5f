import { lengthOf } from "@signalbox/core/backup/length-of-time";
import { hoursOfMonth } from "@signalbox/core/scaling/order/budget";
import type { ScaleReport } from "@signalbox/core/scaling/request";
import { limitTexts, type PlannedEntry } from "@signalbox/core/scaling/status/entry";
import type { Held } from "@signalbox/core/scaling/status/held";
import { heldText } from "@signalbox/core/scaling/status/held-text";
import type { Colors } from "../io.ts";
import { usd } from "./cost.ts";
import { facts } from "./table.ts";

interface Told extends PlannedEntry {
  readonly todayUsd: number;
  readonly held?: Held;
}

/** A planned service: what the planner says of it, what binds, what it costs, and its last run. */
export function renderPlanned(told: Told, now: number, colors: Colors): string {
  const { service, owned, bounds, decision, allowed, limits, runs, running, cap, todayUsd, held } = told;
  const head = owned
    ? colors.bold(service)
    : `${colors.bold(service)}  ${colors.yellow("only said")}: AWS's scaling sets the number of its tasks`;
  if (!decision)
    return `${head}\nthe planner has not spoken yet: it looks each minute, and wants two words of a replica`;
  const { wanted, ready, starting, demand, costPerHour } = decision;
  const month = costPerHour * hoursOfMonth;
  const [last] = runs;
  const waits = heldText(told);
  return [
    head,
    facts([
      [
        "wanted",
        `${wanted} replicas, as of ${lengthOf(Math.max(0, now - decision.at))} ago${allowed === undefined || allowed === wanted ? "" : `; may have ${allowed}`}`,
      ],
      ["there are", `${ready} ready, ${starting} starting; allowed are ${bounds.least} to ${bounds.most}`],
      [
        "overflow",
        decision.spill && `${decision.spill.percent} % of the requests go to ${decision.spill.to}`,
      ],
      ["held", held?.requests ? `${held.requests} requests; ${waits}` : waits],
      [
        "demand",
        `keeps ${demand.now.toFixed(1)} busy; once a new one is ready ${demand.middle.toFixed(1)}, at most ${demand.high.toFixed(1)}`,
      ],
      ["binds", limits.length === 0 ? undefined : limits.map((limit) => limitTexts[limit]).join("; ")],
      ["says", decision.sentence],
      [
        "cost",
        `${usd(costPerHour)} an hour, ${usd(todayUsd)} today, ${usd(month)} a month at this rate${cap ? `; all planned ${usd(cap.atThisRateUsd)} of ${usd(cap.monthlyUsd)}` : ""}`,
      ],
      ["last run", last ? runText(last, running) : "none yet"],
    ]),
  ].join("\n");
}

function runText(
  { run, outcome, acts = [], endedAt, requestedBy, problem }: ScaleReport,
  running: string | undefined,
): string {
  const did = acts.map(({ service, from, to }) => `${service} ${from} → ${to}`).join(", ");
  const how = run === running ? "under way" : `${outcome ?? "ended"} at ${endedAt}`;
  return [`${run}, by ${requestedBy}: ${how}`, did, problem && `${problem.error}: ${problem.cause}`]
    .filter(Boolean)
    .join("; ");
}
