import { z } from "zod";
import * as allow from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { scaleCandidate } from "../../release-canary/steps/scale-candidate.ts";
import { keepMinimums } from "../minimums.ts";
import { note } from "../record.ts";

export const startCandidate = step({
  ...scaleCandidate,
  name: "StartCandidate",
  allow: [...scaleCandidate.allow, allow.readScaling, allow.writeScaling],
  description: "Starts as many tasks of the new version as serve all users, on the migrated database.",
  input: scaleCandidate.input.omit({ weight: true }).extend({
    /** Of the migration, by its own account. */
    migrationSeconds: z.number(),
  }),
  run: async ({ migrationSeconds, ...input }, context) => {
    await note(context, input.release, { mark: "migrated", migrationSeconds });
    const started = await scaleCandidate.run({ ...input, weight: 100 }, context);
    // After its tasks are known: scaling would start those of another version.
    await keepMinimums(context, input.release, input.release.candidate);
    return started;
  },
});
