import { type DeploymentConfiguration, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { NamedError } from "@signalbox/core/error";
import { type Pause, pauseStages } from "@signalbox/core/release/blue-green/deployment";
import { pauseMinutes, pollSeconds } from "@signalbox/core/release/blue-green/limits";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { BlueGreenRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { readOngoing } from "../../../aws/service-deployment.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { readOurs } from "../deployments.ts";

export const startDeployment = step({
  name: "StartDeployment",
  description:
    "Has ECS deploy the candidate of every service beside the stable one, with a pause before and after users' traffic shifts.",
  input: z.strictObject({ release: BlueGreenRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({ deadline: z.number(), waitSeconds: z.int() }),
  allow: [allow.writeService, ...allow.readDeployments, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, taskDefinitions }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    await setPhase(ledgerOf(context, release.group), release.run, "starting");
    const all = await readOurs(context, release, taskDefinitions);
    const waiting = all.filter(({ ours }) => !ours);
    // Before the first is started: a group is deployed as a whole or not at all.
    for (const { service, foreign } of all) {
      const [other] = foreign ? [foreign] : await readOngoing(aws.ecs, service.cluster, service.service);
      if (other && all.every(({ ours }) => ours?.arn !== other.arn))
        throw new NamedError(
          "Release.Drifted",
          `${other.taskDefinition} is being deployed to ${service.name}, and no release has begun that`,
        );
    }
    for (const { service } of waiting) {
      const taskDefinition = taskDefinitions[service.name];
      await aws.ecs.send(
        new UpdateServiceCommand({
          cluster: service.cluster,
          service: service.service,
          taskDefinition,
          deploymentConfiguration: configuration(release.policy),
          // Without it ECS deploys nothing where a service of the group runs the image already.
          ...(taskDefinition === service.stableTaskDefinition && { forceNewDeployment: true }),
        }),
      );
    }
    const names = all.map(({ service }) => `${service.name} with ${taskDefinitions[service.name]}`);
    await journal(context, release, { text: `deploys beside ${release.stable}: ${listed(names)}` });
    const { healthySeconds } = release.policy;
    return {
      deadline: clock.now() + healthySeconds * 1000,
      waitSeconds: pollSeconds(healthySeconds),
    };
  },
});

/** The provider that the stacks are deployed by knows no PAUSE hooks, so each deployment brings its own. */
function configuration(policy: ReleasePolicy): DeploymentConfiguration {
  const pause = (at: Pause) => ({
    targetType: "PAUSE" as const,
    lifecycleStages: [pauseStages[at]],
    // Nobody answers: the release is gone, and users belong on what was there before it.
    timeoutConfiguration: { timeoutInMinutes: pauseMinutes(policy, at), action: "ROLLBACK" as const },
  });
  return {
    strategy: "BLUE_GREEN",
    // ECS bakes by whole minutes: the hold of the policy is the second pause.
    bakeTimeInMinutes: 0,
    lifecycleHooks: [pause("preview"), pause("shifted")],
    minimumHealthyPercent: 100,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    // An alarm is the release's to hear: ECS's own way back ends the candidate together with the rule's change, and a load
    // balancer that follows its rules late goes on sending users to it.
    alarms: { alarmNames: [], enable: false, rollback: false },
  };
}
