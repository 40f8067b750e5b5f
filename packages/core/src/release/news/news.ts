import { z } from "zod";
import { verdicts } from "../../analysis/verdict.ts";
import { Outcome } from "../../ledger/records.ts";

/** What Signalbox's own events on the default bus say of their source and of what happened. */
export const newsSource = "signalbox";
export const endedType = "Release Ended";
export const waitsType = "Release Waits For A Person";

/** Of which release, and where a person sees it. */
const about = {
  /** What all names of the stage begin with: the stages of an account share its default bus. */
  platform: z.string(),
  group: z.string(),
  run: z.string(),
  /** ARN. */
  execution: z.string(),
  /** `repository:tag`, or the digest where there is no tag. */
  image: z.string(),
  /** Absent where a release was refused before it was looked up. */
  digest: z.string().optional(),
  requestedBy: z.string(),
  reason: z.string().optional(),
  /** Of the execution, in the console of Step Functions. */
  link: z.string(),
};

/** Detail of `Release Ended`: the report without its journal. */
export const EndedNews = z.object({
  ...about,
  outcome: Outcome,
  sentence: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  requests: z.object({ stable: z.number(), candidate: z.number() }),
  /** USD, as in the report. */
  cost: z.number().optional(),
});
export type EndedNews = z.output<typeof EndedNews>;

/** Detail of `Release Waits For A Person`. */
export const WaitingNews = z.object({
  ...about,
  /** Percent of requests that the candidate has. */
  weight: z.int(),
  /** The newest look at the analysis, in a sentence. */
  why: z.string(),
  metrics: z.array(
    z.object({
      service: z.string(),
      metric: z.string(),
      dryRun: z.boolean(),
      verdict: z.enum(verdicts),
      sentence: z.string(),
    }),
  ),
  /** ISO 8601; what happens at the deadline if nobody decides. */
  deadline: z.string(),
  otherwise: z.string(),
  /** How to look at the candidate first; absent where no cookie leads to it. */
  tryIt: z.string().optional(),
  /** The commands by which a person decides. */
  promote: z.string(),
  abort: z.string(),
});
export type WaitingNews = z.output<typeof WaitingNews>;

/** An event of Signalbox's own, as a target of a rule gets it. */
export const News = z.discriminatedUnion("detail-type", [
  z.object({ "detail-type": z.literal(endedType), detail: EndedNews }),
  z.object({ "detail-type": z.literal(waitsType), detail: WaitingNews }),
]);
export type News = z.output<typeof News>;
