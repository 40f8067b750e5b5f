import { z } from "zod";
import { UpgradeJudgement } from "./classify.ts";
import { UpgradeEvidence } from "./evidence.ts";
import { UpgradeClass } from "./finding.ts";

/** An image by its digest. */
export const PinnedImage = z.strictObject({
  repository: z.string(),
  tag: z.string().optional(),
  digest: z.string(),
});
export type PinnedImage = z.output<typeof PinnedImage>;

/** What a rehearsal took. */
export const Measured = z.strictObject({
  /** From its beginning to its judgement. */
  seconds: z.number().min(0),
  /** Until the clone could be logged in to. */
  cloneSeconds: z.number().min(0),
  /** Of the database, as the migration has left it. */
  bytes: z.number().min(0),
  /** At list price, at most; absent where the table of prices does not know the region. */
  costUsd: z.number().min(0).optional(),
});
export type Measured = z.output<typeof Measured>;

/** A judgement as executions carry it: of each list as much as there is room for, the first of each in any case. */
export const RehearsedJudgement = z.strictObject({
  class: UpgradeClass,
  refused: z.array(z.string()),
  findings: z.array(z.string()),
  catchUp: z.array(z.string()),
  waits: z.array(z.string()),
  /** Of the migration. */
  seconds: z.number().min(0),
});
export type RehearsedJudgement = z.output<typeof RehearsedJudgement>;

/** What the workflow `rehearse` answers; everything else stands in the document. */
export const Rehearsed = z.strictObject({
  judgement: RehearsedJudgement,
  /** Key in the bucket of documents. */
  evidence: z.string(),
  measured: Measured,
});
export type Rehearsed = z.output<typeof Rehearsed>;

/** All that a rehearsal found, for whoever carries the release out or asks why. No value of any row is in it. */
export const RehearsalDocument = z.strictObject({
  version: z.literal(1),
  group: z.string(),
  run: z.string(),
  requestedBy: z.string(),
  image: PinnedImage,
  /** What served, and was migrated from. */
  taskDefinition: z.string(),
  judgedAt: z.iso.datetime(),
  evidence: UpgradeEvidence,
  judgement: UpgradeJudgement,
  measured: Measured,
});
export type RehearsalDocument = z.output<typeof RehearsalDocument>;

export const rehearsalKey = (group: string, run: string): string => `rehearsals/${group}/${run}.json`;

/** JSON's characters that a judgement may take: with the rest of the answer, 2 kB. */
const room = 1_700;
const sentenceAtMost = 200;
const listAtMost = 10;

/** The first of each list, then as many more as there is room for. */
export function summarised(judgement: UpgradeJudgement): RehearsedJudgement {
  const lists = {
    refused: judgement.refused.map(({ sentence }) => shortened(sentence)),
    findings: judgement.findings.map(({ sentence }) => shortened(sentence)),
    catchUp: judgement.catchUp.map(({ sentence }) => shortened(sentence)),
    waits: judgement.waits.map(shortened),
  };
  const names = ["refused", "findings", "catchUp", "waits"] as const;
  const kept: RehearsedJudgement = {
    class: judgement.class,
    refused: lists.refused.slice(0, 1),
    findings: lists.findings.slice(0, 1),
    catchUp: lists.catchUp.slice(0, 1),
    waits: lists.waits.slice(0, 1),
    seconds: judgement.seconds,
  };
  for (const name of names)
    for (const one of lists[name].slice(1, listAtMost)) {
      if (JSON.stringify(kept).length + one.length > room) return kept;
      kept[name].push(one);
    }
  return kept;
}

const shortened = (sentence: string): string =>
  sentence.length <= sentenceAtMost ? sentence : `${sentence.slice(0, sentenceAtMost - 1)}…`;
