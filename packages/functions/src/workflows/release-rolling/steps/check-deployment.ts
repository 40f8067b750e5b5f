import { NamedError } from "@signalbox/core/error";
import { RollingRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { settleSeconds } from "@signalbox/core/release/rolling/limits";
import { percentReplaced, type RolledService, rolloutOf } from "@signalbox/core/release/rolling/rollout";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { readServices } from "../../../aws/service.ts";
import { readDeployments } from "../../../aws/service-deployment.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { bakeFrom } from "../../../release/bake.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { groupOf, recently, servicesOf } from "../group.ts";

export const checkDeployment = step({
  name: "CheckDeployment",
  description:
    "Looks how far ECS is in every service; fails when ECS gives one up, or when no task more is replaced in time.",
  input: z.strictObject({
    release: RollingRelease,
    taskDefinitions: TaskDefinitions,
    known: z.array(z.string()),
    /** The most tasks that were seen replaced, and until when one more has to be. Milliseconds since 1970. */
    replaced: z.int(),
    deadline: z.number(),
    /** What the last look said: only what is new gets into the journal. */
    said: z.string(),
  }),
  output: z.strictObject({
    done: z.boolean(),
    weight: z.int(),
    replaced: z.int(),
    deadline: z.number(),
    at: z.number(),
    sentence: z.string(),
    ends: z.number(),
    look: z.int(),
  }),
  allow: [allow.readService, ...allow.readDeployments, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, taskDefinitions, known, replaced: most, deadline, said }, context) => {
    await checkpoint(context, release);
    const services = await readRolled(context, release, taskDefinitions, known);
    const rollout = rolloutOf(services);
    if (rollout.kind === "failed") throw new NamedError("Release.DeploymentFailed", rollout.sentence);
    const { sentence } = rollout;
    const done = rollout.kind === "done";
    const at = context.clock.now();
    const { healthySeconds } = release.policy;
    const weight = percentReplaced(services, rollout.replaced);
    const until =
      rollout.replaced > most
        ? at + (weight === 100 ? Math.max(healthySeconds, settleSeconds) : healthySeconds) * 1000
        : deadline;
    if (!done && at >= until)
      throw new NamedError("Release.TargetsUnhealthy", `no task more in ${healthySeconds} s; ${sentence}`);
    if (sentence !== said || done) {
      await setPhase(ledgerOf(context, release.group), release.run, "starting", weight);
      await journal(context, release, { text: sentence, ...(done && { weight }) });
    }
    return {
      done,
      weight,
      replaced: Math.max(most, rollout.replaced),
      deadline: until,
      at,
      sentence,
      ...bakeFrom(at, release.policy),
    };
  },
});

/** Throws `Release.Drifted` where another deployment than this release's has begun since. */
async function readRolled(
  context: StepContext,
  release: RollingRelease,
  taskDefinitions: TaskDefinitions,
  known: readonly string[],
): Promise<RolledService[]> {
  const { ecs } = context.aws;
  const { cluster } = groupOf(context, release.group);
  const services = servicesOf(context, release);
  const state = await readServices(
    ecs,
    cluster,
    services.map(({ service }) => service),
  );
  const rolled: RolledService[] = [];
  for (const { name, service, stableTaskDefinition } of services) {
    const wanted = state(service).desiredCount;
    const recent = await readDeployments(ecs, cluster, service, recently(release));
    const newest = recent.find(({ arn }) => !known.includes(arn));
    const candidate = taskDefinitions[name];
    if (newest && newest.taskDefinition !== candidate)
      throw new NamedError("Release.Drifted", `somebody else deploys ${newest.taskDefinition} to ${service}`);
    const none = { running: 0, pending: 0, failed: 0 };
    if (!newest) {
      // Where a service runs the candidate already, ECS has nothing to deploy.
      const status = candidate === stableTaskDefinition ? "SUCCESSFUL" : undefined;
      rolled.push({ name, wanted, status, reason: undefined, ...none });
      continue;
    }
    const { status, statusReason, targetServiceRevision, deploymentCircuitBreaker } = newest.deployment;
    rolled.push({
      name,
      wanted,
      status,
      reason: statusReason,
      running: targetServiceRevision?.runningTaskCount ?? 0,
      pending: targetServiceRevision?.pendingTaskCount ?? 0,
      failed: deploymentCircuitBreaker?.failureCount ?? 0,
    });
  }
  return rolled;
}
