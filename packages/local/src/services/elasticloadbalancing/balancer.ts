import type { Balancer, Decision, RequestHead, Target } from "../../world/plane/plane.ts";
import type { Random } from "../../world/random.ts";
import { type Algorithm, pickGroup, pickTarget } from "./pick.ts";
import { redirectTo } from "./redirect.ts";
import type { Listener, RegisteredTarget, TargetGroup, WeightedGroup } from "./state.ts";

/** How a listener decides; it reads its rules and targets anew for each request, and it never retries. */
export function balancerOf(listener: Listener, random: Random): Balancer {
  const { metrics } = listener.loadBalancer;

  const forward = (groups: readonly WeightedGroup[]): Decision => {
    const group = pickGroup(groups, random.next())?.group;
    const chosen = group && pickTarget(group.targets, algorithmOf(group), group.turn++);
    if (!chosen) {
      metrics.unavailable();
      return { kind: "no-target", targetGroupArn: (group ?? groups[0]?.group)?.arn ?? "" };
    }
    chosen.outstanding++;
    metrics.routed(group);
    return new Forwarded(group, chosen);
  };

  return {
    route: (request) => {
      const rule = listener.served.find(({ conditions }) => conditions.every((holds) => holds(request)));
      if (!rule) throw new Error(`listener ${listener.arn} has no default rule`);
      const { action } = rule;
      if (action.kind === "forward") return forward(action.groups);
      metrics.answeredItself(action.kind);
      return action.kind === "fixed"
        ? action
        : {
            kind: "redirect",
            status: action.status,
            location: redirectTo(action.location, ownUrl(listener, request)),
          };
    },
    finished: (decision, outcome) => {
      if (!(decision instanceof Forwarded) || !decision.open) return;
      decision.open = false;
      decision.chosen.outstanding--;
      metrics.finished(decision.group, outcome);
    },
  };
}

/** Carries its own book-keeping: a WeakMap from decisions to it cost a third of a modelled request, in the collector. */
class Forwarded {
  readonly kind = "forward";
  readonly targetGroupArn: string;
  readonly target: Target;
  readonly group: TargetGroup;
  readonly chosen: RegisteredTarget;
  open = true;

  constructor(group: TargetGroup, chosen: RegisteredTarget) {
    this.targetGroupArn = group.arn;
    this.target = chosen.target;
    this.group = group;
    this.chosen = chosen;
  }
}

const algorithmOf = ({ attributes }: TargetGroup): Algorithm =>
  attributes.get("load_balancing.algorithm.type") === "least_outstanding_requests"
    ? "least_outstanding_requests"
    : "round_robin";

const ownUrl = (listener: Listener, { host, path }: RequestHead): URL =>
  new URL(`http://${host.replace(/:\d+$/, "")}:${listener.port}${path}`);
