import { NamedError } from "@signalbox/core/error";
import { pollSeconds } from "@signalbox/core/release/limits";
import { capacityFor } from "@signalbox/core/release/plan";
import { CanaryRelease, Problem } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeWeights } from "../../../aws/listener-rule.ts";
import { readServices, writeServices } from "../../../aws/service.ts";
import { countHealthy } from "../../../aws/target-health.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { listed } from "../../../release/names.ts";
import { recordUsersBack } from "../../../release/record-users-back.ts";
import { step } from "../../../step.ts";
import { ecsServicesOf, groupOf, type ReleasedService, servicesOf, wantedAt } from "../group.ts";

/** Percent of stable's targets that must be healthy to take the traffic back at once. */
const enough = 50;

export const rollBack = step({
  name: "RollBack",
  description:
    "Restores stable's counts, or the candidate's where they are higher, and gives each service back to it as soon as half of its targets are healthy.",
  input: z.strictObject({
    release: CanaryRelease,
    problem: Problem,
    /** When the release turned back, as EnteredTime has it. */
    since: z.iso.datetime(),
  }),
  output: z.strictObject({ done: z.boolean(), at: z.number(), waitSeconds: z.int() }),
  allow: [
    on("listenerRule", "elasticloadbalancing:ModifyRule"),
    allow.readRule,
    allow.readService,
    allow.writeService,
    allow.readHealth,
    allow.readLedger,
    ...allow.journalAllows,
  ],
  run: async ({ release, problem, since }, context) => {
    const { aws, clock } = context;
    await checkOwner(context, release);
    const { cluster } = groupOf(context, release.group);
    const services = servicesOf(context, release);
    const state = await readServices(aws.ecs, cluster, ecsServicesOf(services));
    await writeServices(
      aws.ecs,
      cluster,
      services.map(({ sides, stableCount }) => {
        const { service } = sides[release.stable];
        // A candidate that had everything may have scaled out with the traffic that stable now takes over.
        const candidate = state(sides[release.candidate].service);
        return {
          service,
          desiredCount: Math.max(state(service).desiredCount, stableCount, candidate.desiredCount),
        };
      }),
    );
    const { policy } = release;
    const waitSeconds = pollSeconds(policy, policy.healthySeconds);
    const over = clock.now() >= Date.parse(since) + policy.healthySeconds * 1000;
    const ready: ReleasedService[] = [];
    for (const service of services) {
      const { targetGroupArn } = service.sides[release.stable];
      const healthy = await countHealthy(aws.elasticLoadBalancing, targetGroupArn);
      if (healthy >= (over ? 1 : capacityFor(service.stableCount, enough))) ready.push(service);
    }
    // A service that is ready does not wait for one that is not: its users are served well the sooner.
    const changed = await writeWeights(aws.elasticLoadBalancing, wantedAt(ready, release.candidate, 0));
    const notReady = services.filter((service) => !ready.includes(service));
    if (notReady.length > 0) {
      const waiting = listed(notReady.map(({ sides }) => sides[release.stable].service));
      if (over)
        throw new NamedError("Release.StableUnhealthy", `no healthy target to go back to: ${waiting}`);
      return { done: false, at: clock.now(), waitSeconds };
    }
    await recordUsersBack(context, release, problem, changed);
    return { done: true, at: clock.now(), waitSeconds };
  },
});
