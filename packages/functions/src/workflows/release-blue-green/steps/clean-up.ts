import { NamedError } from "@signalbox/core/error";
import { placeOf } from "@signalbox/core/release/blue-green/deployment";
import { cleanUpSeconds, pollSeconds } from "@signalbox/core/release/blue-green/limits";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { answerPause } from "../../../aws/service-deployment-pause.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner, checkRecords } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { answersPauses, readOurs } from "../deployments.ts";
import { production, servicesOf } from "../group.ts";
import { notOn } from "../rules.ts";

export const cleanUp = step({
  name: "CleanUp",
  description: "Lets every deployment go on to its end: ECS drains and stops the old side.",
  input: z.strictObject({ release: BlueGreenRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ deadline: z.number(), waitSeconds: z.int() }),
  allow: [
    ...answersPauses,
    ...allow.readDeployments,
    allow.readRule,
    allow.readLedger,
    ...allow.journalAllows,
  ],
  run: async ({ release, taskDefinitions }, context) => {
    await checkOwner(context, release);
    const { aws, clock } = context;
    const all = await readOurs(context, release, taskDefinitions);
    for (const { service, ours } of all)
      if (!ours || placeOf(ours, "shifted") === "back")
        throw new NamedError("Release.DeploymentFailed", `${service.name}: ${ours?.reason ?? "it is gone"}`);
    const served = await notOn(context, production(servicesOf(context, release)), release.candidate);
    if (served.length > 0) throw new NamedError("Release.StillServed", served.join("; "));
    await setPhase(ledgerOf(context, release.group), release.run, "closing");
    // From now on a decision is refused as too late; one that was taken since the last look still turns back.
    await checkRecords(context, release);
    const early = all.filter(({ ours }) => ours && placeOf(ours, "shifted") === "past");
    for (const { ours } of all)
      if (ours?.hookId !== undefined)
        await answerPause(aws.ecs, { arn: ours.arn, hookId: ours.hookId }, "CONTINUE");
    const gone = early.length > 0 ? "; somebody else had ended the hold" : "";
    await journal(context, release, { text: `ECS ends the old side ${release.stable}${gone}` });
    return { deadline: clock.now() + cleanUpSeconds * 1000, waitSeconds: pollSeconds(cleanUpSeconds) };
  },
});
