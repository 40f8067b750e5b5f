import { NamedError } from "@signalbox/core/error";
import { placeOf } from "@signalbox/core/release/blue-green/deployment";
import { requestsPollSeconds } from "@signalbox/core/release/blue-green/limits";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readRun, setPhase } from "../../../aws/run.ts";
import { answerPause } from "../../../aws/service-deployment-pause.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { answersPauses, notYetAt, readOurs, whereabouts } from "../deployments.ts";

export const shiftTraffic = step({
  name: "ShiftTraffic",
  description: "Lets every deployment go on: ECS gives the users of every service to the candidate.",
  input: z.strictObject({ release: BlueGreenRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ weight: z.int(), deadline: z.number(), waitSeconds: z.int() }),
  allow: [...answersPauses, ...allow.readDeployments, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, taskDefinitions }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const ledger = ledgerOf(context, release.group);
    const all = await readOurs(context, release, taskDefinitions);
    // Said before the first is let go: so an attempt that was cut off is told from another hand.
    if ((await readRun(ledger, release.run))?.phase !== "shifting") {
      const missing = notYetAt(all, "preview");
      if (missing.length > 0)
        throw new NamedError("Release.Drifted", `somebody else let it go on: ${whereabouts(missing)}`);
      await setPhase(ledger, release.run, "shifting", 100);
    }
    for (const { ours } of all)
      if (ours && ours.hookId !== undefined && placeOf(ours, "preview") === "at")
        await answerPause(aws.ecs, { arn: ours.arn, hookId: ours.hookId }, "CONTINUE");
    await journal(context, release, { text: "the candidate gets all requests", weight: 100 });
    const { observeSeconds } = release.policy;
    return {
      weight: 100,
      deadline: clock.now() + observeSeconds * 1000,
      waitSeconds: requestsPollSeconds(observeSeconds),
    };
  },
});
