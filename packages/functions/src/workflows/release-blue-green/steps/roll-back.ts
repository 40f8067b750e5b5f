import { NamedError } from "@signalbox/core/error";
import { wayBackOf } from "@signalbox/core/release/blue-green/deployment";
import { pollSeconds } from "@signalbox/core/release/blue-green/limits";
import { capacityFor } from "@signalbox/core/release/plan";
import { BlueGreenRelease, Problem, TaskDefinitions } from "@signalbox/core/release/release";
import { weightsFor } from "@signalbox/core/release/weights";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeWeights } from "../../../aws/listener-rule.ts";
import { countHealthy } from "../../../aws/target-health.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { recordUsersBack } from "../../../release/record-users-back.ts";
import { step } from "../../../step.ts";
import { type DeployedService, readOurs } from "../deployments.ts";
import { production, servicesOf } from "../group.ts";
import { notOn } from "../rules.ts";
import { takeBack, takesBack } from "../take-back.ts";

/** Percent of stable's targets that must be healthy to take the users back at once. */
const enough = 50;
/** ECS's lists are eventually consistent, without a bound that AWS gives: what is missing in them so long has not begun. */
const listedMs = 60_000;

export const rollBack = step({
  name: "RollBack",
  description:
    "Gives the users of every service back to stable at once, while both sides run; where ECS has begun to end stable, ECS brings it back first.",
  input: z.strictObject({
    release: BlueGreenRelease,
    taskDefinitions: TaskDefinitions,
    problem: Problem,
    /** When the release turned back, as EnteredTime has it. */
    since: z.iso.datetime(),
  }),
  output: z.strictObject({ done: z.boolean(), at: z.number(), waitSeconds: z.int() }),
  allow: [
    on("listenerRule", "elasticloadbalancing:ModifyRule"),
    allow.readRule,
    allow.readHealth,
    ...takesBack,
    ...allow.readDeployments,
    allow.readLedger,
    ...allow.journalAllows,
  ],
  run: async ({ release, taskDefinitions, problem, since }, context) => {
    await checkOwner(context, release);
    const { aws, clock } = context;
    const services = servicesOf(context, release);
    const ready: string[] = [];
    for (const { name, targetGroupArns, stableCount } of services) {
      const healthy = await countHealthy(aws.elasticLoadBalancing, targetGroupArns[release.stable]);
      if (healthy >= capacityFor(stableCount, enough)) ready.push(name);
    }
    const all = await readOurs(context, release, taskDefinitions);
    // A deployment that does not pause may give the users to the candidate at any moment, whatever the rule says.
    for (const { service, ours } of all)
      if (ours && (!ours.waits || !ready.includes(service.name))) await takeBack(aws.ecs, ours);
    // Of one that pauses the rule goes first, and ECS follows when the candidate is drained: ECS's own way back ends it with
    // the rule's change, which a load balancer may follow minutes later.
    const changed = await writeWeights(
      aws.elasticLoadBalancing,
      production(services)
        .filter(({ name }) => ready.includes(name))
        .flatMap(({ sides, listenerRuleArns }) => {
          const wanted = weightsFor(sides, release.candidate, 0);
          return listenerRuleArns.map((ruleArn) => ({ ruleArn, wanted }));
        }),
    );
    const waitSeconds = pollSeconds(release.policy.healthySeconds);
    const still = await notOn(context, production(services), release.stable);
    if (still.length > 0) {
      const over = clock.now() >= Date.parse(since) + release.policy.healthySeconds * 1000;
      const lost = all.filter(({ service, ours }) => !ready.includes(service.name) && isLost(ours));
      if (over || lost.length > 0)
        throw new NamedError("Release.NotRolledBack", [...lost.map(said), ...still].join("; "));
      return { done: false, at: clock.now(), waitSeconds };
    }
    const unseen = all.some(({ ours }) => !ours);
    if (unseen && clock.now() < Date.parse(since) + listedMs)
      return { done: false, at: clock.now(), waitSeconds };
    await recordUsersBack(context, release, problem, changed);
    return { done: true, at: clock.now(), waitSeconds };
  },
});

const isLost = (ours: DeployedService["ours"]): boolean => !ours || wayBackOf(ours) === "impossible";

const said = ({ service, ours }: DeployedService): string =>
  `${service.name} is ${ours?.status ?? "not deployed"}: ${ours?.reason ?? "there is nothing that ECS could take back"}`;
