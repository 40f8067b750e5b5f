import { intervalOf } from "./intervals.ts";
import {
  type AnalysisSeries,
  type AnalysisState,
  type AnalysisStep,
  inOrder,
  type MeasuredMinute,
  type Row,
} from "./state.ts";

/**
 * Counts minutes into a new state. The order in which they come does not matter, and a minute that was counted is not
 * counted again; so read a minute only once its source has it whole. A series that was not announced is added.
 */
export function observe(state: AnalysisState, minutes: readonly MeasuredMinute[]): AnalysisState {
  return minutes.reduce<AnalysisState>(({ series }, minute) => {
    const mine = ({ service, metric }: AnalysisSeries) =>
      service === minute.service && metric === minute.metric;
    const known = series.some(mine);
    const all = known ? series : added(series, minute);
    return { series: all.map((one) => (mine(one) ? { ...one, steps: withMinute(one.steps, minute) } : one)) };
  }, state);
}

function withMinute(steps: readonly AnalysisStep[], minute: MeasuredMinute): AnalysisStep[] {
  const present = steps.find(({ began }) => began === minute.step);
  const step = present ?? { began: minute.step, alone: minute.alone, seen: [], rows: [] };
  const age = minute.minute - minute.step;
  if (step.seen.some(([first, last]) => first <= age && age <= last)) return [...steps];
  const counted = { ...step, seen: withAge(step.seen, age), rows: withCounts(step.rows, age, minute) };
  return [...steps.filter((one) => one !== present), counted].sort((a, b) => a.began - b.began);
}

function withAge(seen: AnalysisStep["seen"], age: number): AnalysisStep["seen"] {
  const [before, after] = [
    seen.find(([, last]) => last === age - 1),
    seen.find(([first]) => first === age + 1),
  ];
  const merged: [number, number] = [before?.[0] ?? age, after?.[1] ?? age];
  return [...seen.filter((range) => range !== before && range !== after), merged].sort(([a], [b]) => a - b);
}

function withCounts(rows: readonly Row[], age: number, { candidate, stable }: MeasuredMinute): Row[] {
  if (candidate.requests + stable.requests === 0) return [...rows];
  const { from } = intervalOf(age);
  const present = rows.find(([first]) => first === from) ?? [from, 0, 0, 0, 0];
  const counted: Row = [
    from,
    present[1] + candidate.requests,
    present[2] + candidate.bad,
    present[3] + stable.requests,
    present[4] + stable.bad,
  ];
  return [...rows.filter(([first]) => first !== from), counted].sort(([a], [b]) => a - b);
}

const added = (series: readonly AnalysisSeries[], { service, metric }: MeasuredMinute): AnalysisSeries[] =>
  inOrder([...series, { service, metric, steps: [] }]);
