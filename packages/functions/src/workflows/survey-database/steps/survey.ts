import { NamedError } from "@signalbox/core/error";
import {
  SurveyAnswer,
  SurveyDocument,
  SurveyRequest,
  surveyKey,
} from "@signalbox/core/upgrade/database-survey";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { type DocumentPlace, readDocument, writeDocument } from "../../../aws/document.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
import type { Databases, Login } from "../../../database/databases.ts";
import { findLogin } from "../../../database/find-login.ts";
import { postgresDatabases } from "../../../database/postgres-databases.ts";
import { insistOnBeside } from "../../../restore/beside.ts";
import { servingCluster } from "../../../restore/serving-cluster.ts";
import { step } from "../../../step.ts";
import { reasonOf } from "../../../web/reason-of.ts";

export const survey = step({
  name: "Survey",
  description:
    "Reads a database's revision, schema and contents as of one moment, asks a clone what the old version says, and writes all of it down.",
  input: z.strictObject({ request: SurveyRequest }),
  output: SurveyAnswer,
  allow: [
    on("databaseCluster", "rds:DescribeDBClusters"),
    on("restoredDatabase", "rds:DescribeDBClusters"),
    on("adminSecret", "secretsmanager:GetSecretValue"),
    on("connection", "ssm:GetParameter"),
    on("backupDocuments", "s3:GetObject", "s3:ListBucket", "s3:PutObject"),
  ],
  run: async ({ request }, context) => {
    const { run, cluster, probing } = request;
    // What a probe inserts takes values of a sequence, which a rollback does not give back.
    if (probing) insistOnBeside(context.platform, run, { kind: "database", cluster });
    const login = await findLogin(context, cluster);
    const seen = await look(request, login, context).catch((error: unknown) => {
      if (error instanceof NamedError) throw error;
      throw new NamedError("Upgrade.NotSurveyed", `${cluster} could not be surveyed: ${reasonOf(error)}`);
    });
    await writeDocument(placeOf(context, request), { version: 1, run, ...seen });
    return { document: surveyKey(request), host: login.host, bytes: seen.bytes };
  },
});

type Seen = Pick<SurveyDocument, "surveyed" | "bytes" | "probes" | "answers" | "new">;

async function look(
  { run, survey: which, probing }: SurveyRequest,
  login: Login,
  context: StepContext,
): Promise<Seen> {
  const { databases = postgresDatabases } = context;
  if (probing && which === "before")
    return await databases.surveyBefore(login, await recordedBy(databases, context));
  const before =
    which === "before"
      ? undefined
      : await readDocument(placeOf(context, { run, survey: "before" }), SurveyDocument);
  const probes = before && probing ? before.probes : [];
  const { new: own, ...seen } = await databases.surveyAfter(login, before?.surveyed.contents ?? {}, probes);
  return { ...seen, probes, ...(probing && { new: own }) };
}

/** What the database that serves was asked: a clone begins without any. */
async function recordedBy(databases: Databases, context: StepContext) {
  return await databases.readStatements(await findLogin(context, await servingCluster(context)));
}

const placeOf = (context: StepContext, survey: Pick<SurveyRequest, "run" | "survey">): DocumentPlace => ({
  client: context.aws.s3,
  bucket: placesOf(context).documents,
  key: surveyKey(survey),
});
