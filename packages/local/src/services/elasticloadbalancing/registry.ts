import type { Random } from "../../world/random.ts";
import { AwsError } from "../error.ts";
import type { Tags } from "../tags.ts";
import type { LoadBalancerHazards } from "./hazards.ts";
import type { Listener, LoadBalancer, Rule, TargetGroup } from "./state.ts";

/** One region's load balancers and what hangs on them. */
export class Registry {
  /** For ids and for the choice of target groups. */
  readonly random: Random;
  readonly loadBalancers = new Map<string, LoadBalancer>();
  readonly listeners = new Map<string, Listener>();
  readonly targetGroups = new Map<string, TargetGroup>();
  /** By ARN. What is deleted leaves its tags behind; ARNs never come back. */
  readonly tags = new Map<string, Tags>();

  readonly hazards: LoadBalancerHazards;

  constructor(random: Random, hazards: LoadBalancerHazards) {
    this.random = random;
    this.hazards = hazards;
  }

  loadBalancer(arn: string | undefined): LoadBalancer {
    const found = this.loadBalancers.get(arn ?? "");
    if (!found) throw new AwsError("LoadBalancerNotFound", `Load balancer '${arn}' not found`);
    return found;
  }

  listener(arn: string | undefined): Listener {
    const found = this.listeners.get(arn ?? "");
    if (!found) throw new AwsError("ListenerNotFound", "One or more listeners not found");
    return found;
  }

  targetGroup(arn: string | undefined): TargetGroup {
    const found = this.targetGroups.get(arn ?? "");
    if (!found) throw new AwsError("TargetGroupNotFound", `Target groups '${arn}' not found`);
    return found;
  }

  rule(arn: string | undefined): { listener: Listener; rule: Rule } {
    for (const listener of this.listeners.values()) {
      const rule = listener.rules.find((candidate) => candidate.arn === arn);
      if (rule) return { listener, rule };
    }
    throw new AwsError("RuleNotFound", "One or more rules not found");
  }

  listenersOf(loadBalancer: LoadBalancer): Listener[] {
    return [...this.listeners.values()].filter((listener) => listener.loadBalancer === loadBalancer);
  }

  groupsOf(loadBalancer: LoadBalancer): TargetGroup[] {
    return [...this.targetGroups.values()].filter((group) => this.userOf(group) === loadBalancer);
  }

  /** The load balancer of which a rule names the group, at whatever weight; AWS allows one at most. */
  userOf(group: TargetGroup): LoadBalancer | undefined {
    for (const { rules, loadBalancer } of this.listeners.values())
      for (const { action } of rules)
        if (action.kind === "forward" && action.groups.some((weighted) => weighted.group === group))
          return loadBalancer;
    return undefined;
  }
}
