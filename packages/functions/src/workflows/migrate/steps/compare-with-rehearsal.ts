import { Release } from "@signalbox/core/release/release";
import { SurveyDocument, surveyKey } from "@signalbox/core/upgrade/database-survey";
import { Migration, Surveyed } from "@signalbox/core/upgrade/evidence";
import { liveRun } from "@signalbox/core/upgrade/migrate-request";
import { judgeMigration, MigrationOutcome } from "@signalbox/core/upgrade/migration-outcome";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { readDocument } from "../../../aws/document.ts";
import { placesOf } from "../../../backup/places.ts";
import { step } from "../../../step.ts";

/** What of a rehearsal a migration is held against. */
const Held = z.object({ evidence: z.object({ before: Surveyed, after: Surveyed }) });

const neverBegun: MigrationOutcome = {
  fits: false,
  changed: false,
  problem: { error: "Release.MigrationFailed", cause: "the migration was not begun" },
  seconds: 0,
};

export const compareWithRehearsal = step({
  name: "CompareWithRehearsal",
  description:
    "Holds the database that serves against the clone of the rehearsal, and against itself before the migration.",
  input: z.strictObject({
    release: Release,
    quiet: z.boolean(),
    /** Null where nobody knows how it ended. */
    migration: Migration.nullable(),
  }),
  output: MigrationOutcome,
  allow: [on("backupDocuments", "s3:GetObject", "s3:ListBucket")],
  run: async ({ release, quiet, migration }, context) => {
    const place = { client: context.aws.s3, bucket: placesOf(context).documents };
    const survey = async (which: "before" | "after") =>
      await readDocument(
        { ...place, key: surveyKey({ run: liveRun(release.run), survey: which }) },
        SurveyDocument,
      );
    const before = await survey("before");
    if (!before) return neverBegun;
    const after = await survey("after");
    const key = release.upgrade?.evidence ?? "";
    const held = await readDocument({ ...place, key }, Held);
    if (!after || !held) throw new Error(`${held ? "the survey" : key} is not in ${place.bucket}`);
    return judgeMigration({
      rehearsed: held.evidence,
      before: before.surveyed,
      after: after.surveyed,
      migration: migration ?? undefined,
      quiet,
    });
  },
});
