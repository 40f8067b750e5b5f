/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { type PathRule, pathRules, split } from "@signalbox/core/platform/path-rules";
import { type Side, sides } from "@signalbox/core/platform/platform";
import { previewNeeds, previewPattern } from "@signalbox/core/release/preview";
import { nothingHere } from "../../infra/load-balancer";
import { pascalCase, type Scope } from "../../infra/scope";
import { targetGroup } from "../../infra/target-group";
import { weightedRule } from "../../infra/weighted-rule";
import type { Edge, Network } from "../layers";

type Service = Config["services"][string];
type Strategy = Config["groups"][string]["strategy"];

/** How a service is reached through a load balancer. */
export interface Routed {
  readonly balancerDimension: $util.Output<string>;
  readonly targetGroups: Readonly<Partial<Record<Side, aws.lb.TargetGroup>>>;
  /** Those of users and other services; they carry the weights. */
  readonly rules: readonly aws.lb.ListenerRule[];
  /** Reach one side whatever the weights say; of blue-green the one that ECS shifts ahead of the others. */
  readonly previewRules: readonly aws.lb.ListenerRule[];
  /** Of a canary that users reach: take those with the preview's cookie, on the users' own listener. */
  readonly cookieRules: readonly aws.lb.ListenerRule[];
}

/** Requests with this header reach the side that it names, on the preview listener and on the internal load balancer. */
export const sideHeader = "x-signalbox-side";

const firstPriority = 100;

/** Target groups and listener rules of every service that is behind a load balancer. */
export function routes(scope: Scope, network: Network, edge: Edge): (name: string) => Routed | undefined {
  const { config } = scope;
  const routed: Record<string, Routed> = {};
  const served = publicPaths(config);
  const [production, preview] = [numbered(pathRules(served)), numbered(pathRules(served, 1))];
  for (const [name, service] of Object.entries(config.services)) {
    if (service.route.kind === "service-connect") continue;
    const strategy = strategyOf(config, service);
    const targetGroups = groupsOf(scope, name, service, strategy, network);
    const internal = service.route.kind === "internal-load-balancer";
    const arns = (wanted: readonly Side[]) => wanted.flatMap((side) => targetGroups[side]?.arn ?? []);
    const listenerArn = internal ? internalListener(scope, name, service.port, edge).arn : edge.listenerArn;
    const ofThis = (rules: readonly Numbered[]) => rules.filter((rule) => rule.service === name);
    const own = internal ? everything : ofThis(production);
    // A test rule of ECS takes the paths as they are; the sides of a canary are told apart by the header.
    const tries = internal ? everything : ofThis(strategy === "blue-green" ? production : preview);
    const triedByCookie = strategy === "canary" && !internal ? own : [];
    routed[name] = {
      balancerDimension: internal ? edge.internal.balancerDimension : edge.balancerDimension,
      targetGroups,
      rules: own.map(({ paths, priority }, index) =>
        weightedRule(scope, `${pascalCase(name)}Rule${index + 1}`, {
          listenerArn,
          priority,
          paths,
          targetGroupArns: arns(sides),
        }),
      ),
      previewRules: tries.flatMap(({ paths, priority }, index) =>
        previewsOf(strategy, internal).map(({ kind, to, header }, place) =>
          weightedRule(scope, `${pascalCase(name)}${kind}Rule${index + 1}`, {
            listenerArn: internal ? listenerArn : edge.previewListenerArn,
            priority: (internal ? 10 : priority) + place,
            paths,
            ...(header !== undefined && { header: { name: sideHeader, value: header } }),
            targetGroupArns: arns(to),
          }),
        ),
      ),
      cookieRules: triedByCookie.flatMap(beforeIt).map(({ paths, priority }, index) =>
        weightedRule(scope, `${pascalCase(name)}CookieRule${index + 1}`, {
          listenerArn,
          priority,
          paths,
          header: { name: "Cookie", value: previewPattern },
          targetGroupArns: arns(sides),
        }),
      ),
    };
  }
  return (name) => routed[name];
}

interface Numbered {
  readonly service?: string;
  readonly paths: readonly string[];
  readonly priority: number;
}

const numbered = (rules: readonly PathRule[]): Numbered[] =>
  rules.map((rule, index) => ({ ...rule, priority: firstPriority + 10 * index }));

/** The same paths under another condition, right before the rule: ten numbers lie between two, and at most two are taken. */
function beforeIt({ paths, priority }: Numbered): Numbered[] {
  const parts = split(paths, previewNeeds);
  return parts.map((part, index) => ({ paths: part, priority: priority - parts.length + index }));
}

const everything: readonly Numbered[] = [{ paths: ["/*"], priority: firstPriority }];

/** Which rules try a service out: one that ECS shifts, or one for each side. On a listener that is in use too, all by header. */
function previewsOf(strategy: Strategy, shared: boolean) {
  switch (strategy) {
    case "rolling":
      return [];
    case "blue-green":
      return [{ kind: "Test", to: sides, header: shared ? "test" : undefined }];
    case "canary":
      return sides.map((side) => ({ kind: `${pascalCase(side)}Preview`, to: [side], header: side }));
  }
}

export function strategyOf(config: Config, { group }: Service): Strategy {
  const found = config.groups[group];
  if (found === undefined) throw new Error(`a service is of the group ${group}, which is not in groups`);
  return found.strategy;
}

const publicPaths = ({ services }: Config): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(services).flatMap(([name, { route }]) =>
      route.kind === "public" ? [[name, route.paths]] : [],
    ),
  );

function groupsOf(scope: Scope, name: string, service: Service, strategy: Strategy, network: Network) {
  const { vpcId } = network;
  const { port, readyPath, drainSeconds } = service;
  const made = (side: Side) =>
    targetGroup(scope, `${pascalCase(name)}${pascalCase(side)}`, scope.names.targetGroup(name, side), {
      ...{ vpcId, port, healthPath: readyPath, drainSeconds },
    });
  return strategy === "rolling" ? { blue: made("blue") } : { blue: made("blue"), green: made("green") };
}

/** Inference has a listener for each service, on its own port: one address that really fails over. */
const internalListener = (scope: Scope, name: string, port: number, { internal }: Edge) =>
  new aws.lb.Listener(
    scope.id(`${pascalCase(name)}Listener`),
    { loadBalancerArn: internal.balancerArn, port, protocol: "HTTP", defaultActions: [nothingHere] },
    scope.options(),
  );
