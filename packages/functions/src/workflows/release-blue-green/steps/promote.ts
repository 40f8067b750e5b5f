import { NamedError } from "@signalbox/core/error";
import { requestsPollSeconds } from "@signalbox/core/release/blue-green/limits";
import { drainGraceSeconds } from "@signalbox/core/release/limits";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { recordPromotion } from "../../../release/standing.ts";
import { step } from "../../../step.ts";
import { notYetAt, readOurs, whereabouts } from "../deployments.ts";
import { production, servicesOf } from "../group.ts";
import { checkOn } from "../rules.ts";

export const promote = step({
  name: "Promote",
  description:
    "Records that the candidate's side is the stable one from now on, while every deployment still pauses and the old side runs.",
  input: z.strictObject({ release: BlueGreenRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ at: z.number(), waitSeconds: z.int() }),
  allow: [...allow.readDeployments, allow.readRule, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, taskDefinitions }, context) => {
    await checkpoint(context, release);
    const missing = notYetAt(await readOurs(context, release, taskDefinitions), "shifted");
    if (missing.length > 0)
      throw new NamedError("Release.Drifted", `it does not pause any more: ${whereabouts(missing)}`);
    await checkOn(context, production(servicesOf(context, release)), release.candidate);
    await recordPromotion(context, release, taskDefinitions);
    await setPhase(ledgerOf(context, release.group), release.run, "draining");
    await journal(context, release, { text: `promoted: ${release.candidate} is the stable side` });
    return {
      at: context.clock.now(),
      waitSeconds: requestsPollSeconds(release.policy.drainSeconds + drainGraceSeconds),
    };
  },
});
