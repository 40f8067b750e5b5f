import type { ScalingDocument } from "@signalbox/core/console/documents";
import { limitTexts } from "@signalbox/core/scaling/status/entry";
import { isAtZero } from "@signalbox/core/scaling/status/held-text";
import type { PlannedSeries, Values } from "@signalbox/core/scaling/status/series";

/** The planner speaks each minute; after three it is not heeded any more. */
const silentMs = 180_000;

/** How a planned service stands, as a badge's status and its words. */
export function standingOf(
  { decision, owned, running, held }: Pick<ScalingDocument, "decision" | "owned" | "running" | "held">,
  now: number,
): readonly [status: string, text: string] {
  if (!decision) return ["no-data", "no word yet"];
  if (decision.at < now - silentMs) return ["overdue", "the planner is silent"];
  if (decision.blind) return ["inconclusive", "metrics are missing"];
  if (running !== undefined) return ["running", "scaling"];
  if (held && held.requests > 0) return ["held", `${held.requests} held`];
  if (isAtZero({ decision })) return ["idle", "at zero"];
  return owned ? ["OK", "planned"] : ["idle", "only said"];
}

/** What a person should know: requests that wait too long, and what keeps it from having what the planner wants. */
export function limitsOf({
  limits,
  allowed,
  decision,
  bounds,
  objective,
  series,
}: Pick<ScalingDocument, "limits" | "allowed" | "decision" | "bounds" | "objective" | "series">): string[] {
  const wait = last(series.wait) ?? 0;
  const all =
    decision?.wanted === bounds.most ? `, and ${bounds.most} replicas are all that it may have` : "";
  return [
    ...(wait > objective.seconds
      ? [`requests wait ${number(wait)} s on average, ${objective.seconds} s are allowed${all}`]
      : []),
    ...limits.map((limit) =>
      limit === "budget"
        ? `${limitTexts.budget}: ${allowed} of ${decision?.wanted ?? "the"} replicas`
        : limitTexts[limit],
    ),
  ];
}

/** How high the chart of replicas reaches: what there was and may be, but no forecast beyond twice that. */
export const replicasAtMost = ({ series, bounds }: Pick<ScalingDocument, "series" | "bounds">): number =>
  2 * Math.max(bounds.most, ...[series.demand, series.wanted, series.ready].flat().map((one) => one ?? 0));

export const last = (values: Values): number | null => values.at(-1) ?? null;

/** The highest of all, and when; undefined where nothing is known, or all are none. */
export function highest(
  { times }: Pick<PlannedSeries, "times">,
  values: Values,
): { readonly value: number; readonly at: number } | undefined {
  let found: { readonly value: number; readonly at: number } | undefined;
  for (const [index, value] of values.entries())
    if (value !== null && value > (found?.value ?? 0)) found = { value, at: (times[index] ?? 0) * 1000 };
  return found;
}

/** Whether anybody asked anything, as far as is known. */
export const isIdle = ({ requests }: PlannedSeries): boolean => requests.every((count) => (count ?? 0) === 0);

/** 12.3, 0.4, 7; a dash where it is unknown. */
export const number = (value: number | null | undefined, digits = 1): string =>
  value === null || value === undefined
    ? "–"
    : Number.isInteger(value)
      ? String(value)
      : value.toFixed(digits);

export const dollars = (usd: number | null | undefined): string =>
  usd === null || usd === undefined ? "–" : `$${usd.toFixed(2)}`;

/** One more or one fewer, as the planner weighs it: what it costs beyond its worth, or brings. */
export const weighed = (replicaMinutes: number): string =>
  replicaMinutes < 0
    ? `would save ${number(-replicaMinutes)} replica-minutes`
    : `would cost ${number(replicaMinutes)} replica-minutes more than it brings`;

export interface Figures {
  readonly at: number;
  readonly cells: readonly string[];
}

/** The newest minutes as a table has them, the newest first. */
export const figuresOf = (series: PlannedSeries, count: number): Figures[] =>
  series.times
    .map((seconds, index) => ({
      at: seconds * 1000,
      cells: [
        number(series.demand[index]),
        `${number(series.middle[index])} to ${number(series.high[index])}`,
        number(series.wanted[index]),
        number(series.ready[index]),
        number(series.starting[index]),
        number(series.requests[index]),
        number(series.waiting[index]),
        number(series.wait[index]),
        dollars(series.usdPerHour[index]),
      ],
    }))
    .slice(-count)
    .toReversed();
