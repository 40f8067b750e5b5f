import type { AwsEvent, World } from "../../world/world.ts";
import { flatten } from "./pattern/flatten.ts";
import { matches } from "./pattern/match.ts";
import { busName, type PreparedTarget, type Registry, type Rule } from "./registry.ts";
import { retry } from "./retry.ts";
import { send } from "./send.ts";

/** Puts an event on a bus of a region; an unknown bus swallows it, as AWS's does. */
export type Route = (region: string, bus: string, event: AwsEvent) => void;

/** Matches events with rules and delivers to the rules' targets, each target by itself and in the background. */
export function router(world: World, registry: (region: string) => Registry, signal: AbortSignal): Route {
  const route = (region: string, name: string, event: AwsEvent, forwarded: boolean): void => {
    const bus = registry(region).buses.get(name);
    if (!bus || bus.rules.size === 0) return;
    const flat = flatten(event);
    for (const rule of bus.rules.values()) {
      if (rule.state === "DISABLED" || !matches(rule.pattern, flat)) continue;
      report(world, region, rule, "TriggeredRules");
      for (const target of rule.targets.values()) deliver(region, rule, target, event, forwarded);
    }
  };

  const deliver = (
    region: string,
    rule: Rule,
    prepared: PreparedTarget,
    event: AwsEvent,
    forwarded: boolean,
  ): void => {
    const { destination, target, transform } = prepared;
    if (destination.kind === "bus") {
      // EventBridge forwards an event from bus to bus once only; there are no chains, hence no circles.
      if (forwarded) return;
      report(world, region, rule, "Invocations");
      route(destination.region, busName(destination.arn), event, true);
      return;
    }
    const ingestionTime = new Date(world.clock.now()).toISOString();
    const input = transform(event, { ruleArn: rule.arn, ruleName: rule.name, ingestionTime });
    if (input === undefined) return;
    const delivery = `${event.id}_${world.random.uuid()}`;
    world.background(`rule ${rule.name} to ${destination.arn}`, async () => {
      try {
        await retry(world, target.RetryPolicy, signal, () => send(world, destination, input, delivery));
        report(world, region, rule, "Invocations");
      } catch (error) {
        if (!signal.aborted) report(world, region, rule, "FailedInvocations");
        throw error;
      }
    });
  };
  return (region, bus, event) => route(region, bus, event, false);
}

function report(world: World, region: string, rule: Rule, metric: string): void {
  const bus = rule.bus.name === "default" ? {} : { EventBusName: rule.bus.name };
  world.metrics.publish({
    region,
    namespace: "AWS/Events",
    metric,
    dimensions: { ...bus, RuleName: rule.name },
    value: 1,
    unit: "Count",
  });
}
