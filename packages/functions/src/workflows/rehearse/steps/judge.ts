import { rehearsalPrice } from "@signalbox/core/cost/rehearsal-price";
import { classify } from "@signalbox/core/upgrade/classify";
import { SurveyAnswer, SurveyDocument, surveyKey } from "@signalbox/core/upgrade/database-survey";
import { Migration, type UpgradeEvidence } from "@signalbox/core/upgrade/evidence";
import type { Probe } from "@signalbox/core/upgrade/probes";
import {
  type Measured,
  type RehearsalDocument,
  Rehearsed,
  rehearsalKey,
  summarised,
} from "@signalbox/core/upgrade/rehearsal";
import { RehearseRun } from "@signalbox/core/upgrade/rehearse-run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readDocument, writeDocument } from "../../../aws/document.ts";
import { readCluster } from "../../../aws/restored-cluster.ts";
import { readRegistrable } from "../../../aws/task-definition.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";

const Input = z.strictObject({
  run: RehearseRun,
  /** When the clone could be logged in to, and its migration began. */
  clonedAt: z.number(),
  migratingSince: z.number(),
  migration: Migration,
  revisions: z.array(z.string()),
  before: SurveyAnswer,
  after: SurveyAnswer.optional(),
  /** Why there is none after. */
  unseen: z.strictObject({ error: z.string(), cause: z.string() }).optional(),
});
type Input = z.output<typeof Input>;

export const judge = step({
  name: "Judge",
  description:
    "Judges from schema, contents and statements what the migration does to the version that serves.",
  input: Input,
  output: Rehearsed,
  allow: [
    on("backupDocuments", "s3:GetObject", "s3:ListBucket", "s3:PutObject"),
    on("restoredDatabase", "rds:DescribeDBClusters"),
    allow.readTaskDefinition,
  ],
  run: async (input, context) => {
    const { run } = input;
    const evidence = await evidenceOf(input, context);
    const judgement = classify(evidence);
    const measured = await measuredOf(input, context);
    const { group, requestedBy, image, taskDefinition } = run;
    const document: RehearsalDocument = {
      version: 1,
      group,
      run: run.run,
      requestedBy,
      image,
      taskDefinition,
      judgedAt: new Date(context.clock.now()).toISOString(),
      evidence: withoutRows(evidence),
      judgement,
      measured,
    };
    const key = rehearsalKey(group, run.run);
    await writeDocument({ ...bucketOf(context), key }, document);
    return { judgement: summarised(judgement), evidence: key, measured };
  },
});

const bucketOf = (context: StepContext) => ({
  client: context.aws.s3,
  bucket: placesOf(context).documents,
});

async function evidenceOf(
  { run: { run }, migration, revisions, after: seen, unseen }: Input,
  context: StepContext,
): Promise<UpgradeEvidence> {
  const read = async (survey: "before" | "after") => {
    const key = surveyKey({ run, survey });
    const found = await readDocument({ ...bucketOf(context), key }, SurveyDocument);
    if (found) return found;
    throw new Error(`there is no survey ${key}`);
  };
  const before = await read("before");
  const after = seen && (await read("after"));
  const log = unseen && `${unseen.error}: ${unseen.cause}`;
  return {
    version: 1,
    revisions,
    migration: { ...migration, ...(log !== undefined && { log }) },
    before: before.surveyed,
    ...(after && { after: after.surveyed }),
    old: { probes: before.probes, before: before.answers, after: after?.answers ?? {} },
    ...(after?.new && { new: after.new }),
  };
}

async function measuredOf(
  { run, clonedAt, migratingSince, migration, before, after }: Input,
  { aws, clock, platform }: StepContext,
): Promise<Measured> {
  const now = clock.now();
  const cluster = await readCluster(aws.rds, run.cluster);
  const { cpu, memory, runtimePlatform } = await readRegistrable(aws.ecs, run.taskDefinition);
  const mostAcus = cluster?.ServerlessV2ScalingConfiguration?.MaxCapacity;
  const costUsd = rehearsalPrice(platform.region, {
    cloneSeconds: (now - run.startedAt) / 1_000,
    mostAcus,
    taskSeconds: Math.max(migration.seconds, (now - migratingSince) / 1_000),
    taskCpu: Number(cpu ?? 0) / 1_024,
    taskGb: Number(memory ?? 0) / 1_024,
    arm: runtimePlatform?.cpuArchitecture === "ARM64",
  });
  return {
    seconds: Math.round((now - run.startedAt) / 1_000),
    cloneSeconds: Math.round((clonedAt - run.startedAt) / 1_000),
    bytes: (after ?? before).bytes,
    ...(costUsd !== undefined && { costUsd }),
  };
}

/** What a probe asks for is the customer's. */
function withoutRows(evidence: UpgradeEvidence): UpgradeEvidence {
  const bare = (probes: readonly Probe[]) => probes.map((probe) => ({ ...probe, values: [] }));
  const { old, new: own } = evidence;
  return {
    ...evidence,
    old: { ...old, probes: bare(old.probes) },
    ...(own && { new: { ...own, probes: bare(own.probes) } }),
  };
}
