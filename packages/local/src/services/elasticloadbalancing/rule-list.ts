import type { World } from "../../world/world.ts";
import { reconcile } from "./health.ts";
import type { Registry } from "./registry.ts";
import type { Listener, Rule, TargetGroup } from "./state.ts";

/** Gives a listener its rules, by priority, and starts or ends the health checks of the groups that this concerns. */
export function setRules(world: World, registry: Registry, listener: Listener, rules: readonly Rule[]): void {
  const before = listener.rules;
  listener.rules = rules.toSorted((a, b) => a.priority - b.priority);
  const concerned = new Set<TargetGroup>();
  for (const { action } of [...before, ...rules])
    if (action.kind === "forward") for (const { group } of action.groups) concerned.add(group);
  for (const group of concerned) reconcile(world, registry, group);
}
