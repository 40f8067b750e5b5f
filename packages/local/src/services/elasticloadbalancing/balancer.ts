import type { Clock } from "@signalbox/core/clock";
import type { Balancer, Decision, RequestHead, Target } from "../../world/plane/plane.ts";
import type { Random } from "../../world/random.ts";
import { type Algorithm, pickGroup, pickTarget } from "./pick.ts";
import { redirectTo } from "./redirect.ts";
import type { Listener, RegisteredTarget, RoutingAction, TargetGroup } from "./state.ts";
import { bindToGroup, bindToTarget, boundGroup, boundTarget, targetStickiness } from "./sticky.ts";

type Forward = Extract<RoutingAction, { kind: "forward" }>;

/** How a listener decides; it reads its rules and targets anew for each request, and it never retries. */
export function balancerOf(listener: Listener, random: Random, clock: Clock): Balancer {
  const { metrics } = listener.loadBalancer;

  const targetOf = (group: TargetGroup, request: RequestHead, now: number): RegisteredTarget | undefined =>
    (targetStickiness(group) === undefined ? undefined : boundTarget(group, request, now)) ??
    pickTarget(group.targets, algorithmOf(group), group.turn++);

  const forward = ({ groups, stickySeconds }: Forward, request: RequestHead): Decision => {
    const now = clock.now();
    const bound = stickySeconds === undefined ? undefined : boundGroup(groups, request, now);
    const group = bound ?? pickGroup(groups, random.next())?.group;
    const chosen = group && targetOf(group, request, now);
    if (!chosen) {
      metrics.unavailable();
      return { kind: "no-target", targetGroupArn: (group ?? groups[0]?.group)?.arn ?? "" };
    }
    chosen.outstanding++;
    metrics.routed(group);
    return new Forwarded(group, chosen, cookiesFor(group, chosen, stickySeconds, now));
  };

  return {
    route: (request) => {
      const rule = listener.served.find(({ conditions }) => conditions.every((holds) => holds(request)));
      if (!rule) throw new Error(`listener ${listener.arn} has no default rule`);
      const { action } = rule;
      if (action.kind === "forward") return forward(action, request);
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
  readonly cookies: readonly string[];
  open = true;

  constructor(group: TargetGroup, chosen: RegisteredTarget, cookies: readonly string[]) {
    this.targetGroupArn = group.arn;
    this.target = chosen.target;
    this.group = group;
    this.chosen = chosen;
    this.cookies = cookies;
  }
}

const none: readonly string[] = [];

function cookiesFor(
  group: TargetGroup,
  chosen: RegisteredTarget,
  groupSeconds: number | undefined,
  now: number,
): readonly string[] {
  const targetSeconds = targetStickiness(group);
  if (groupSeconds === undefined && targetSeconds === undefined) return none;
  return [
    ...(groupSeconds === undefined ? none : bindToGroup(group, now, groupSeconds)),
    ...(targetSeconds === undefined ? none : bindToTarget(chosen, now, targetSeconds)),
  ];
}

const algorithmOf = ({ attributes }: TargetGroup): Algorithm =>
  attributes.get("load_balancing.algorithm.type") === "least_outstanding_requests"
    ? "least_outstanding_requests"
    : "round_robin";

const ownUrl = (listener: Listener, { host, path }: RequestHead): URL =>
  new URL(`http://${host.replace(/:\d+$/, "")}:${listener.port}${path}`);
