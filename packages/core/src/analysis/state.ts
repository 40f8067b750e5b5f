import { z } from "zod";

const Count = z.int().min(0);
const Side = z
  .strictObject({ requests: Count, bad: Count })
  .refine(({ requests, bad }) => bad <= requests, { error: "no more requests are bad than were served" });

/** What one minute of a service showed of one metric. */
export const MeasuredMinute = z
  .strictObject({
    service: z.string().min(1),
    metric: z.string().min(1),
    /** Minutes since the analysis began. */
    minute: Count,
    /** Minute in which the present step's capacity began to serve. */
    step: Count,
    /** Whether the weights give the candidate all traffic, and stable none to compare with. */
    alone: z.boolean(),
    candidate: Side,
    stable: Side,
  })
  .refine(({ minute, step }) => minute >= step, { error: "a minute belongs to a step that has begun" });
export type MeasuredMinute = z.output<typeof MeasuredMinute>;

/** [age of the step, candidate's requests, its bad ones, stable's requests, its bad ones]. */
const Row = z.tuple([Count, Count, Count, Count, Count]);
export type Row = z.output<typeof Row>;

export const AnalysisStep = z.strictObject({
  began: Count,
  alone: z.boolean(),
  /** Ages whose minutes are counted, as ranges [first, last] that neither touch nor overlap, in order. */
  seen: z.array(z.tuple([Count, Count])),
  /** In order of age; an age from `intervals.ts`. Intervals in which nothing was served have none. */
  rows: z.array(Row),
});
export type AnalysisStep = z.output<typeof AnalysisStep>;

export const AnalysisSeries = z.strictObject({
  service: z.string().min(1),
  metric: z.string().min(1),
  /** In order of time. */
  steps: z.array(AnalysisStep),
});
export type AnalysisSeries = z.output<typeof AnalysisSeries>;

/** All that the judge remembers of a release: a plain JSON object, some 650 bytes a series after a ladder of 30 minutes. */
export const AnalysisState = z.strictObject({ series: z.array(AnalysisSeries) });
export type AnalysisState = z.output<typeof AnalysisState>;

/** What will be measured; a series that never gets a minute is no-data, not a pass. */
export const beginAnalysis = (
  series: readonly { readonly service: string; readonly metric: string }[],
): AnalysisState => ({
  series: inOrder(series.map(({ service, metric }) => ({ service, metric, steps: [] }))),
});

/** By service, then by metric: the state must not tell in which order its minutes came. */
export const inOrder = (series: readonly AnalysisSeries[]): AnalysisSeries[] =>
  [...series].sort((a, b) => compare(a.service, b.service) || compare(a.metric, b.metric));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
