import { cleanUpSeconds, pollSeconds } from "@signalbox/core/release/blue-green/limits";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { readOurs } from "../deployments.ts";
import { takeBack, takesBack } from "../take-back.ts";

export const endCandidate = step({
  name: "EndCandidate",
  description: "Has ECS take every deployment of the release back: no user is on the candidate any more.",
  input: z.strictObject({ release: BlueGreenRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ weight: z.int(), deadline: z.number(), waitSeconds: z.int() }),
  allow: [...takesBack, ...allow.readDeployments, allow.readLedger, ...allow.journalAllows],
  run: async ({ release, taskDefinitions }, context) => {
    await checkOwner(context, release);
    const all = await readOurs(context, release, taskDefinitions);
    for (const { ours } of all) if (ours) await takeBack(context.aws.ecs, ours);
    await journal(context, release, { text: `ECS ends the candidate on ${release.candidate}` });
    return {
      weight: 0,
      deadline: context.clock.now() + cleanUpSeconds * 1000,
      waitSeconds: pollSeconds(cleanUpSeconds),
    };
  },
});
