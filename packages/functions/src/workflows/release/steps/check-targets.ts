import { NamedError } from "@signalbox/core/error";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { readService } from "../../../aws/service.ts";
import { countHealthy } from "../../../aws/target-health.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { groupOf, sideOf } from "../group.ts";

export const checkTargets = step({
  name: "CheckTargets",
  description: "Looks whether as many targets of the candidate are healthy as the next weight needs.",
  input: z.strictObject({
    release: Release,
    capacity: z.int(),
    /** Milliseconds since 1970. */
    deadline: z.number(),
  }),
  output: z.strictObject({ done: z.boolean(), healthy: z.int() }),
  allow: [allow.readService, allow.readHealth, ...allow.checkpointAllows],
  run: async ({ release, capacity, deadline }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const { cluster, service, targetGroupArn } = sideOf(groupOf(context, release.group), release.candidate);
    const { onlyThisDefinition, runningCount } = await readService(aws.ecs, cluster, service);
    const healthy = await countHealthy(aws.elasticLoadBalancing, targetGroupArn);
    const done = onlyThisDefinition && healthy >= capacity;
    if (!done && clock.now() >= deadline)
      throw new NamedError(
        "Release.TargetsUnhealthy",
        `${healthy} of ${capacity} target(s) of ${service} are healthy after ${release.policy.healthySeconds} s; ${runningCount} task(s) run`,
      );
    return { done, healthy };
  },
});
