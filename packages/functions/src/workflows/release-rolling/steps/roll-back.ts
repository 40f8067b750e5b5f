import { NamedError } from "@signalbox/core/error";
import { Problem, RollingRelease } from "@signalbox/core/release/release";
import { lookSeconds, replaceSeconds } from "@signalbox/core/release/rolling/limits";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { startDeployment, stopDeployment } from "../../../aws/service-deployment.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { recordTurnBack } from "../../../release/standing.ts";
import { step } from "../../../step.ts";
import { groupOf, servicesOf, tasksOf } from "../group.ts";
import { lookBack, type Returning } from "../look-back.ts";
import { backward } from "../settings.ts";

export const rollBack = step({
  name: "RollBack",
  description:
    "Brings every service back to stable: stops what is under way, so that ECS goes back, else updates; done when two looks find all of them steady.",
  input: z.strictObject({
    release: RollingRelease,
    problem: Problem,
    /** When the release turned back, as EnteredTime has it. */
    since: z.iso.datetime(),
    /** Whether the last look found all of them there: one look alone may be of what was before. */
    there: z.boolean(),
  }),
  output: z.strictObject({ done: z.boolean(), there: z.boolean(), waitSeconds: z.int() }),
  allow: [
    allow.readService,
    allow.writeService,
    allow.readHealth,
    ...allow.readDeployments,
    ...allow.stopDeployment,
    allow.readLedger,
    ...allow.journalAllows,
  ],
  run: async ({ release, problem, since, there: before }, context) => {
    await checkOwner(context, release);
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    await setPhase(ledgerOf(context, release.group), release.run, "rolling-back", 0);
    const returning = await lookBack(context, cluster, services);
    const acts: string[] = [];
    for (const one of returning) acts.push(...(await bring(context, cluster, one)));
    if (acts.length > 0) await journal(context, release, { text: `${listed(acts)}: ${said(problem)}` });
    const bound = replaceSeconds(release.policy, tasksOf(release));
    const waitSeconds = lookSeconds(bound);
    const missing = returning.filter(({ turnBack }) => turnBack !== "there");
    if (missing.length > 0) {
      if (context.clock.now() < Date.parse(since) + bound * 1000)
        return { done: false, there: false, waitSeconds };
      const sentence = missing
        .map((one) => `${one.sentence}, not ${one.service.stableTaskDefinition}`)
        .join("; ");
      throw new NamedError("Release.NotSteady", `after ${bound} s ${sentence}`);
    }
    if (!before) return { done: false, there: true, waitSeconds };
    await recordTurnBack(context, release);
    const running = listed(services.map(({ stableTaskDefinition }) => stableTaskDefinition));
    await journal(context, release, { text: `steady on ${running} again: ${said(problem)}`, weight: 0 });
    return { done: true, there: true, waitSeconds };
  },
});

/** Does what a service still needs; answers it as a sentence, or nothing. */
async function bring(
  { aws }: StepContext,
  cluster: string,
  { service: { service, stableTaskDefinition }, turnBack, ongoing, desiredCount }: Returning,
): Promise<string[]> {
  if (turnBack === "stop" && ongoing) {
    const stopped = await stopDeployment(aws.ecs, ongoing.arn);
    return stopped ? [`the deployment of ${ongoing.taskDefinition} to ${service} is stopped`] : [];
  }
  if (turnBack !== "update") return [];
  await startDeployment(aws.ecs, {
    cluster,
    service,
    taskDefinition: stableTaskDefinition,
    deploymentConfiguration: backward(Math.max(1, desiredCount)),
  });
  return [`${service} gets ${stableTaskDefinition} again`];
}

const said = ({ error, cause }: Problem): string => `${error}: ${cause}`;
