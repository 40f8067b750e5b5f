import { z } from "zod";
import { step } from "../../../step.ts";
import { scaleCandidate } from "../../release-canary/steps/scale-candidate.ts";
import { note } from "../record.ts";

export const startCandidate = step({
  ...scaleCandidate,
  name: "StartCandidate",
  description: "Starts as many tasks of the new version as serve all users, on the migrated database.",
  input: scaleCandidate.input.omit({ weight: true }).extend({
    /** Of the migration, by its own account. */
    migrationSeconds: z.number(),
  }),
  run: async ({ migrationSeconds, ...input }, context) => {
    await note(context, input.release, { mark: "migrated", migrationSeconds });
    return await scaleCandidate.run({ ...input, weight: 100 }, context);
  },
});
