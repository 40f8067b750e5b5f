import { z } from "zod";
import { looksPrefix } from "../backup/content/look.ts";
import { Answers } from "./answers.ts";
import { Surveyed } from "./evidence.ts";
import { Probe } from "./probes.ts";

/** Which survey of a run it is. */
export const SurveyName = z.enum(["before", "after"]);
export type SurveyName = z.output<typeof SurveyName>;

/** One survey of a database, as a run asks the workflow `survey-database` for it. */
export const SurveyRequest = z.strictObject({
  /** The run that wants it. */
  run: z.string().min(1),
  survey: SurveyName,
  /** The cluster, by its identifier. */
  cluster: z.string().min(1),
  /** Whether the old version's statements are asked as well, as is done of a clone alone; else nothing is but looked at. */
  probing: z.boolean(),
});
export type SurveyRequest = z.output<typeof SurveyRequest>;

/** What the workflow answers; what it saw stands in a document. */
export const SurveyAnswer = z.strictObject({
  /** Key in the bucket of documents. */
  document: z.string(),
  /** The cluster's writer endpoint. */
  host: z.string(),
  bytes: z.number().min(0),
});
export type SurveyAnswer = z.output<typeof SurveyAnswer>;

/**
 * What a survey saw. Its probes have values of rows, so the documents of a rehearsal are removed with its clone; a survey that
 * asked none has none.
 */
export const SurveyDocument = z.strictObject({
  version: z.literal(1),
  run: z.string(),
  surveyed: Surveyed,
  bytes: z.number().min(0),
  probes: z.array(Probe),
  answers: Answers,
  /** The new version's own statements, of a survey after. */
  new: z.strictObject({ probes: z.array(Probe), answers: Answers }).optional(),
});
export type SurveyDocument = z.output<typeof SurveyDocument>;

/** In the bucket of documents, among what expires by itself. */
export const surveyKey = ({ run, survey }: Pick<SurveyRequest, "run" | "survey">): string =>
  `${looksPrefix}${run}/survey-${survey}.json`;
