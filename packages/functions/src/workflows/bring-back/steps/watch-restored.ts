import { Beside } from "@signalbox/core/backup/content/look";
import { NamedError } from "@signalbox/core/error";
import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { lookAtBeside } from "../../../restore/steps/look-at-beside.ts";
import { step } from "../../../step.ts";
import { restoredRun } from "../../release-maintenance-cutover/record.ts";

export const watchRestored = step({
  name: "WatchRestored",
  description: lookAtBeside.description,
  input: z.strictObject({ release: CanaryRelease, at: Beside, job: z.string().optional() }),
  output: z.strictObject({ ready: z.boolean(), waitSeconds: z.int().positive() }),
  allow: lookAtBeside.allow,
  run: async ({ release, at, job }, context) => {
    const asked = {
      run: restoredRun(release),
      target: "database",
      at,
      ...(job !== undefined && { job }),
    } as const;
    const { ready, waitSeconds, problem } = await lookAtBeside.run(asked, context);
    if (problem) throw new NamedError(problem.error, problem.cause);
    return { ready, waitSeconds };
  },
});
