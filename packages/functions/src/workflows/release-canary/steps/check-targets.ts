import { NamedError } from "@signalbox/core/error";
import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { readServices } from "../../../aws/service.ts";
import { countHealthy } from "../../../aws/target-health.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { groupOf, servicesOf, sideOf } from "../group.ts";

export const checkTargets = step({
  name: "CheckTargets",
  description:
    "Looks whether as many targets of the candidate are healthy as the next weight needs, in every service.",
  input: z.strictObject({
    release: CanaryRelease,
    /** By service. */
    capacities: z.record(z.string(), z.int()),
    /** Milliseconds since 1970. */
    deadline: z.number(),
  }),
  output: z.strictObject({ done: z.boolean(), healthy: z.int() }),
  allow: [allow.readService, allow.readHealth, ...allow.checkpointAllows],
  run: async ({ release, capacities, deadline }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const { cluster } = groupOf(context, release.group);
    const candidates = servicesOf(context, release).map((each) => ({
      ...sideOf(each, release.candidate),
      capacity: capacities[each.name] ?? 1,
    }));
    const state = await readServices(
      aws.ecs,
      cluster,
      candidates.map(({ service }) => service),
    );
    const waiting: string[] = [];
    let all = 0;
    for (const { service, targetGroupArn, capacity } of candidates) {
      const { onlyThisDefinition, runningCount } = state(service);
      const healthy = await countHealthy(aws.elasticLoadBalancing, targetGroupArn);
      all += healthy;
      if (onlyThisDefinition && healthy >= capacity) continue;
      waiting.push(
        `${healthy} of ${capacity} target(s) of ${service} are healthy after ${release.policy.healthySeconds} s; ${runningCount} task(s) run`,
      );
    }
    if (waiting.length > 0 && clock.now() >= deadline)
      throw new NamedError("Release.TargetsUnhealthy", listed(waiting));
    return { done: waiting.length === 0, healthy: all };
  },
});
