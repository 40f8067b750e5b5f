import { NamedError } from "@signalbox/core/error";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Standing } from "@signalbox/core/ledger/records";
import { pollSeconds } from "@signalbox/core/release/limits";
import { capacityFor } from "@signalbox/core/release/plan";
import { Problem, Release } from "@signalbox/core/release/release";
import { weightsFor } from "@signalbox/core/release/weights";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { ledgerOf, putItem } from "../../../aws/ledger.ts";
import { writeWeights } from "../../../aws/listener-rule.ts";
import { checkLockOwned } from "../../../aws/lock.ts";
import { setPhase } from "../../../aws/run.ts";
import { readService, writeService } from "../../../aws/service.ts";
import { countHealthy } from "../../../aws/target-health.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { groupOf, sideOf } from "../group.ts";

/** Percent of stable's targets that must be healthy to take the traffic back at once. */
const enough = 50;

export const rollBack = step({
  name: "RollBack",
  description:
    "Restores stable's count, or the candidate's where that is higher, and gives it all of the traffic as soon as half of its targets are healthy.",
  input: z.strictObject({
    release: Release,
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
    const { aws, clock, visit } = context;
    const ledger = ledgerOf(context, release.group);
    await checkLockOwned(ledger, visit.execution);
    const group = groupOf(context, release.group);
    const { cluster, service, targetGroupArn } = sideOf(group, release.stable);
    const { desiredCount } = await readService(aws.ecs, cluster, service);
    const candidate = await readService(aws.ecs, cluster, sideOf(group, release.candidate).service);
    // A candidate that had everything may have scaled out with the traffic that stable now takes over.
    await writeService(aws.ecs, cluster, service, {
      desiredCount: Math.max(desiredCount, release.stableCount, candidate.desiredCount),
    });
    const healthy = await countHealthy(aws.elasticLoadBalancing, targetGroupArn);
    const { policy } = release;
    const waitSeconds = pollSeconds(policy, policy.healthySeconds);
    const over = clock.now() >= Date.parse(since) + policy.healthySeconds * 1000;
    if (healthy < (over ? 1 : capacityFor(release.stableCount, enough))) {
      if (over)
        throw new NamedError("Release.StableUnhealthy", `${service} has no healthy target to go back to`);
      return { done: false, at: clock.now(), waitSeconds };
    }
    const wanted = weightsFor(group.sides, release.candidate, 0);
    const changed = await writeWeights(aws.elasticLoadBalancing, group.listenerRuleArn, wanted);
    await setPhase(ledger, release.run, "rolling-back", 0);
    const standing: Standing = { stable: release.stable, taskDefinition: release.stableTaskDefinition };
    await putItem(ledger, ledgerKeys.standing, standing);
    const act = changed
      ? `all traffic goes back to ${release.stable}`
      : `all traffic is on ${release.stable}`;
    await journal(context, release, {
      text: `${act}: ${problem.error}: ${problem.cause}`,
      ...(changed && { weight: 0 }),
    });
    return { done: true, at: clock.now(), waitSeconds };
  },
});
