import { SurveyName, surveyKey } from "@signalbox/core/upgrade/database-survey";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { forgetDocument } from "../../../aws/document-versions.ts";
import { placesOf } from "../../../backup/places.ts";
import { step } from "../../../step.ts";

export const forget = step({
  name: "Forget",
  description: "Deletes the surveys of the clone for good: what was asked of it has values of rows.",
  input: z.strictObject({ run: z.string().min(1) }),
  output: z.strictObject({}),
  allow: [on("backupDocuments", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucketVersions")],
  run: async ({ run }, context) => {
    const { documents: bucket } = placesOf(context);
    for (const survey of SurveyName.options)
      await forgetDocument({ client: context.aws.s3, bucket, key: surveyKey({ run, survey }) });
    return {};
  },
});
