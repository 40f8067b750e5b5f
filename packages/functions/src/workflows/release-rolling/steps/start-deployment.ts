import { NamedError } from "@signalbox/core/error";
import { RollingRelease, TaskDefinitions } from "@signalbox/core/release/release";
import { lookSeconds, replaceSeconds } from "@signalbox/core/release/rolling/limits";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf } from "../../../aws/ledger.ts";
import { setPhase } from "../../../aws/run.ts";
import { readServices } from "../../../aws/service.ts";
import { readDeployments, readOngoing, startDeployment as start } from "../../../aws/service-deployment.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { groupOf, recently, servicesOf, tasksOf } from "../group.ts";
import { forward } from "../settings.ts";

export const startDeployment = step({
  name: "StartDeployment",
  description:
    "Has ECS replace the tasks of every service, one more at a time and never one fewer; where that is under way, does nothing.",
  input: z.strictObject({ release: RollingRelease, taskDefinitions: TaskDefinitions }),
  output: z.strictObject({
    /** ARNs of deployments that are not this release's. */
    known: z.array(z.string()),
    deadline: z.number(),
    waitSeconds: z.int(),
  }),
  allow: [
    allow.readService,
    allow.writeService,
    ...allow.readDeployments,
    ...allow.checkpointAllows,
    ...allow.journalAllows,
  ],
  run: async ({ release, taskDefinitions }, context) => {
    await checkpoint(context, release);
    const { ecs } = context.aws;
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release).map((each) => ({
      ...each,
      wanted: taskDefinitions[each.name] ?? each.stableTaskDefinition,
    }));
    const names = services.map(({ service }) => service);
    const state = await readServices(ecs, cluster, names);
    // All are looked at before the first one is started.
    const known: string[] = [];
    for (const { service, wanted, stableTaskDefinition } of services) {
      const ongoing = await readOngoing(ecs, cluster, service);
      const recent = await readDeployments(ecs, cluster, service, recently(release));
      // One that is under way with this very definition was started by an earlier attempt.
      known.push(...recent.map(({ arn }) => arn).filter((arn) => !ongoing.some((own) => own.arn === arn)));
      const brings = [state(service).taskDefinition, ...ongoing.map(({ taskDefinition }) => taskDefinition)];
      const foreign = brings.find((each) => each !== wanted && each !== stableTaskDefinition);
      if (foreign !== undefined)
        throw new NamedError("Release.Drifted", `somebody else deploys ${foreign} to ${service}`);
    }
    await setPhase(ledgerOf(context, release.group), release.run, "starting");
    const started: string[] = [];
    for (const { service, wanted } of services) {
      const { taskDefinition, desiredCount } = state(service);
      if (taskDefinition === wanted) continue;
      const deploymentConfiguration = forward(desiredCount, release.policy.alarms);
      await start(ecs, { cluster, service, taskDefinition: wanted, deploymentConfiguration });
      started.push(`${service} (${desiredCount} task(s)) gets ${wanted}`);
    }
    if (started.length > 0) await journal(context, release, { text: listed(started) });
    const { healthySeconds } = release.policy;
    return {
      known,
      deadline: context.clock.now() + healthySeconds * 1000,
      waitSeconds: lookSeconds(replaceSeconds(release.policy, tasksOf(release))),
    };
  },
});
