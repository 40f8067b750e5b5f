import type { World } from "../../world/world.ts";
import { compileActions } from "./actions.ts";
import { compileConditions } from "./conditions.ts";
import { drain } from "./health.ts";
import { open } from "./listeners.ts";
import { run } from "./load-balancers.ts";
import { LoadBalancerMetrics } from "./metrics.ts";
import type { Registry } from "./registry.ts";
import { setRules } from "./rule-list.ts";
import type { Listener, LoadBalancer, RegisteredTarget, Rule, TargetGroup } from "./state.ts";

type SavedRule = Pick<Rule, "arn" | "priority" | "written">;
type SavedTarget = Pick<RegisteredTarget, "target" | "state">;

/**
 * Load balancers, listeners with their rules, target groups with their targets, tags. Health is found out anew, and the
 * counts of the minute under way are lost.
 */
export function save({ loadBalancers, listeners, targetGroups, tags }: Registry) {
  return {
    loadBalancers: [...loadBalancers.values()].map(({ metrics: _, deleted: __, ...balancer }) => balancer),
    targetGroups: [...targetGroups.values()].map(({ targets, ...group }) => ({
      ...group,
      targets: targets.map(({ target, state }): SavedTarget => ({ target, state })),
    })),
    listeners: [...listeners.values()].map(({ arn, port, loadBalancer, rules }) => ({
      arn,
      port,
      loadBalancer: loadBalancer.arn,
      rules: rules.map(({ arn, priority, written }): SavedRule => ({ arn, priority, written })),
    })),
    tags: new Map(tags),
  };
}

export async function restore(
  world: World,
  registry: Registry,
  saved: ReturnType<typeof save>,
): Promise<void> {
  for (const [arn, tags] of saved.tags) registry.tags.set(arn, tags);
  const draining: { group: TargetGroup; target: RegisteredTarget }[] = [];
  for (const group of saved.targetGroups) {
    const restored: TargetGroup = {
      ...group,
      targets: group.targets.map(({ target }) => registered(target)),
    };
    registry.targetGroups.set(group.arn, restored);
    for (const [index, target] of restored.targets.entries())
      if (group.targets[index]?.state === "draining") draining.push({ group: restored, target });
  }
  for (const balancer of saved.loadBalancers) {
    const restored: LoadBalancer = {
      ...balancer,
      metrics: new LoadBalancerMetrics(world),
      deleted: new AbortController(),
    };
    registry.loadBalancers.set(balancer.arn, restored);
    run(world, registry, restored);
  }
  // A drain begins its delay anew: how much of it was over is not kept.
  for (const { group, target } of draining) drain(world, group, target);
  for (const { arn, port, loadBalancer: balancerArn, rules } of saved.listeners) {
    const loadBalancer = registry.loadBalancer(balancerArn);
    const listener: Listener = { arn, port, loadBalancer, rules: [], served: [], open: undefined };
    registry.listeners.set(arn, listener);
    const compiled = rules.map((rule) => compile(registry, loadBalancer, rule));
    setRules(world, registry, listener, compiled);
    await open(world, registry, listener);
  }
}

function compile(registry: Registry, balancer: LoadBalancer, { arn, priority, written }: SavedRule): Rule {
  // Answers name values twice, requests may do it once.
  const conditions = written.conditions.map(({ Values: _, ...condition }) => condition);
  return {
    arn,
    priority,
    written,
    conditions: compileConditions("restore", conditions),
    action: compileActions("restore", registry, balancer, written.actions),
  };
}

const registered = (target: RegisteredTarget["target"]): RegisteredTarget => ({
  target,
  state: "unused",
  outstanding: 0,
  reason: undefined,
  description: undefined,
  watch: undefined,
});
