import type { World } from "../../world/world.ts";
import { reconcile } from "./health.ts";
import type { Registry } from "./registry.ts";
import type { Listener, Rule, TargetGroup } from "./state.ts";

/** Gives a listener its rules, by priority, and starts or ends the health checks of the groups that this concerns. */
export function setRules(world: World, registry: Registry, listener: Listener, rules: readonly Rule[]): void {
  const before = listener.rules;
  listener.rules = rules.toSorted((a, b) => a.priority - b.priority);
  serve(world, registry, listener);
  const concerned = new Set<TargetGroup>();
  for (const { action } of [...before, ...rules])
    if (action.kind === "forward") for (const { group } of action.groups) concerned.add(group);
  for (const group of concerned) reconcile(world, registry, group);
}

/** Routes by the listener's rules: at once, or later where the load balancer lags. A new listener never does. */
function serve({ clock, background }: World, registry: Registry, listener: Listener): void {
  const { loadBalancer, rules } = listener;
  const lag = listener.served.length === 0 ? 0 : registry.hazards.lagMs(loadBalancer.name);
  if (lag === 0) {
    listener.served = rules;
    return;
  }
  background(`rules of ${listener.arn}`, async () => {
    await clock.sleep(lag, loadBalancer.deleted.signal);
    // A later change may have come through already, or be on its way.
    if (listener.rules === rules) listener.served = rules;
  });
}
