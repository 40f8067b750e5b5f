import { NamedError } from "@signalbox/core/error";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { readDeployments } from "../aws/service-deployment.ts";
import type { ServiceNetwork } from "../aws/service-network.ts";
import type { StepContext } from "../context.ts";
import {
  readDeployments as readDeploymentsAllows,
  readRule,
  readService,
  writeLedger,
  writeService,
} from "../release/allow.ts";
import { followRules } from "../restart/follow-rules.ts";
import { progressOf, replaceTasks } from "../restart/replace-tasks.ts";
import { actStep } from "../runbook/act.ts";
import { freeGroupAllows, insistOnFreeGroup } from "../runbook/free-group.ts";
import { groupsNamed, networksOf } from "./place.ts";
import { ZonePlan } from "./request.ts";
import { type Way, wanted } from "./way.ts";

/** Gives each service the subnets of the zones that it may stand in, and looks whether all its tasks stand there. */
export const moveTasks = (way: Way) =>
  actStep({
    name: "MoveTasks",
    description:
      way === "out"
        ? "Takes the zone's subnet from every service, and looks whether the tasks that ECS starts elsewhere serve."
        : "Gives every service the zone's subnet again, and looks whether the tasks that ECS spreads anew serve.",
    plan: ZonePlan,
    allow: [...freeGroupAllows, ...readDeploymentsAllows, readService, writeService, readRule, writeLedger],
    act: async ({ plan }, context) => {
      const left: string[] = [];
      for (const group of groupsNamed(context, plan.groups)) {
        await insistOnFreeGroup(context, group);
        for (const found of await networksOf(context, group)) {
          if (!(await stands(context, { group, found, plan, way }))) left.push(found.service);
        }
        if (group.strategy === "blue-green") await followRules(context, group);
      }
      if (left.length > 0) return { done: false, text: `${left.join(", ")}: the new tasks do not serve yet` };
      const place = way === "out" ? `no task stands in ${plan.zone}` : `tasks stand in ${plan.zone} again`;
      return { done: true, text: `${place}: ${plan.groups.join(", ")}` };
    },
  });

interface Standing {
  readonly group: ReleaseGroup;
  readonly found: ServiceNetwork;
  readonly plan: ZonePlan;
  readonly way: Way;
}

/** Asks for the move where nobody has. Throws `Backup.NotServing` where ECS has taken it back. */
async function stands({ aws }: StepContext, { group, found, plan, way }: Standing): Promise<boolean> {
  const { service, subnets, network, desiredCount } = found;
  const change = wanted(way, subnets, plan.subnet);
  if (!change) return (await progressOf(aws, { group, service, desiredCount }, 0)).progress === "serves";
  const [own] = await readDeployments(aws.ecs, group.cluster, service, plan.since);
  if (own)
    throw new NamedError(
      "Backup.NotServing",
      `${service}: ECS went back to where its tasks stood before: ${own.deployment.statusReason ?? "no reason given"}`,
    );
  const awsvpcConfiguration = { ...network.awsvpcConfiguration, subnets: change };
  await replaceTasks(aws, { group, service }, { awsvpcConfiguration });
  return false;
}
