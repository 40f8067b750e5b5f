import type { AwsEvent, World } from "../../world/world.ts";
import { keep } from "./archive/keep.ts";
import { deliver, report } from "./deliver.ts";
import type { Pattern } from "./pattern/compile.ts";
import { type Flat, flatten } from "./pattern/flatten.ts";
import { matches, mayMatch } from "./pattern/match.ts";
import { busName, type Registry, type Rule } from "./registry.ts";

export interface Routing {
  /** Matches an event with the rules of a bus; an unknown bus swallows it, as AWS's does. */
  route(region: string, bus: string, event: AwsEvent): void;
  /** The same for a replayed event: archives do not keep it again, and it can be held to some rules (by ARN). */
  replay(region: string, bus: string, event: AwsEvent, rules: ReadonlySet<string> | undefined): void;
  /** To every target of a rule, whatever its pattern says. */
  trigger(rule: Rule, event: AwsEvent): void;
}

interface Way {
  /** EventBridge forwards an event from bus to bus once only; there are no chains, hence no circles. */
  readonly forwarded?: boolean;
  readonly replayed?: boolean;
  readonly rules?: ReadonlySet<string> | undefined;
}

/** Matches events with rules and delivers to the rules' targets, each target by itself and in the background. */
export function router(world: World, registry: (region: string) => Registry, signal: AbortSignal): Routing {
  const route = (region: string, name: string, event: AwsEvent, way: Way): void => {
    const bus = registry(region).buses.get(name);
    if (!bus || (bus.rules.size === 0 && bus.archives.size === 0)) return;
    let flat: Flat | undefined;
    const fits = (pattern: Pattern): boolean => {
      if (!mayMatch(pattern, event)) return false;
      flat ??= flatten(event);
      return matches(pattern, flat);
    };
    if (!way.replayed)
      for (const archive of bus.archives.values())
        if (!archive.pattern || fits(archive.pattern)) keep(archive, event, world.clock.now());
    for (const rule of bus.rules.values()) {
      if (rule.state === "DISABLED" || !rule.pattern || !fits(rule.pattern)) continue;
      if (way.rules && !way.rules.has(rule.arn)) continue;
      toTargets(rule, event, way);
    }
  };

  const toTargets = (rule: Rule, event: AwsEvent, way: Way): void => {
    report(world, rule, "TriggeredRules");
    for (const target of rule.targets.values()) {
      const { destination } = target;
      if (destination.kind !== "bus") deliver(world, signal, rule, target, destination, event);
      else if (!way.forwarded) {
        report(world, rule, "Invocations");
        if (!world.links.join(rule.arn.split(":")[3], destination.region)) continue;
        route(destination.region, busName(destination.arn), event, { forwarded: true });
      }
    }
  };

  return {
    route: (region, bus, event) => route(region, bus, event, {}),
    replay: (region, bus, event, rules) => route(region, bus, event, { replayed: true, rules }),
    trigger: (rule, event) => toTargets(rule, event, {}),
  };
}
