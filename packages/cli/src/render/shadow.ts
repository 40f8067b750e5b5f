import type { Shadow, ShadowSide } from "@signalbox/core/scaling/shadow/shadow";
import type { Stretch } from "@signalbox/core/scaling/shadow/stretches";
import type { Colors } from "../io.ts";
import { usd } from "./cost.ts";
import { table } from "./table.ts";
import { duration, percent } from "./units.ts";
import { hang } from "./wrap.ts";

export interface NamedShadow extends Shadow {
  readonly service: string;
  readonly owned: boolean;
  readonly objective: { readonly seconds: number };
  /** That a start of the planner's replicas is taken to last. */
  readonly startSeconds: number;
}

/** What stood beside what the planner wanted, and where they differ most. */
export function renderShadow(shadow: NamedShadow, colors: Colors): string {
  const { service, owned, minutes, missing, had, planner, measuredLateMinutes, objective, startSeconds } =
    shadow;
  if (minutes.length === 0) return `${colors.bold(service)}  the planner has said nothing of it`;
  const head = ["", "REPLICA-HOURS", "COST", "LATE MINUTES", "IN TIME"].map((cell) => colors.dim(cell));
  const row = (name: string, { replicaHours, usd: cost, lateMinutes, inTime }: ShadowSide): string[] => [
    name,
    replicaHours.toFixed(1),
    usd(cost),
    `${lateMinutes}`,
    percent(inTime),
  ];
  const lines = [
    `${colors.bold(service)}  ${minutes.length} minutes from ${moment(minutes[0]?.at ?? 0)} to ${moment(minutes.at(-1)?.at ?? 0)} UTC${missing > 0 ? `, ${missing} without a word of the planner` : ""}`,
    table(head, [row(owned ? "what stood" : "AWS's scaling", had), row("the planner", planner)]),
    hang(
      `Measured: ${measuredLateMinutes} minutes in which requests waited longer than ${objective.seconds} s on average, or were turned away.`,
      0,
    ),
    `A start is taken to last ${duration(startSeconds)}.`,
    ...(owned ? ["The planner sets the number itself: what stood is what became of its own words."] : []),
    ...differences(shadow.stretches),
  ];
  return lines.join("\n");
}

function differences(stretches: readonly Stretch[]): string[] {
  if (stretches.length === 0) return ["They never differ."];
  return [
    "They differ most:",
    ...stretches.map(({ from, to, replicaHours, why }) => {
      const which = replicaHours > 0 ? "more" : "fewer";
      const text = `${moment(from)} to ${moment(to + 60)}: the planner ${amount(Math.abs(replicaHours))} ${which}; ${why}.`;
      return `  ${hang(text, 2)}`;
    }),
  ];
}

const amount = (hours: number): string =>
  hours < 1 ? `${Math.round(hours * 60)} replica-minutes` : `${hours.toFixed(1)} replica-hours`;

const moment = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().slice(5, 16).replace("T", " ");
