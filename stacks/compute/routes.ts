/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { type Side, sides } from "@signalbox/core/platform/platform";
import { nothingHere } from "../../infra/load-balancer";
import { pathRules } from "../../infra/path-rules";
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
}

/** Requests with this header reach the side that it names, on the preview listener and on the internal load balancer. */
export const sideHeader = "x-signalbox-side";

const firstPriority = 100;

/** Target groups and listener rules of every service that is behind a load balancer. */
export function routes(scope: Scope, network: Network, edge: Edge): (name: string) => Routed | undefined {
  const { config } = scope;
  const routed: Record<string, Routed> = {};
  const served = publicPaths(config);
  const [production, preview] = [pathRules(served), pathRules(served, 1)];
  for (const [name, service] of Object.entries(config.services)) {
    if (service.route.kind === "service-connect") continue;
    const strategy = strategyOf(config, service);
    const targetGroups = groupsOf(scope, name, service, strategy, network);
    const rule = ruleOf(scope, name, targetGroups);
    const numbered = (rules: readonly { service: string; paths: readonly string[] }[]) =>
      rules.flatMap(({ service: owner, paths }, index) => (owner === name ? [{ paths, index }] : []));
    if (service.route.kind === "public") {
      // A test rule of ECS takes the paths as they are; the sides of a canary are told apart by the header.
      const tries = strategy === "blue-green" ? production : preview;
      routed[name] = {
        balancerDimension: edge.balancerDimension,
        targetGroups,
        rules: numbered(production).map(({ paths, index }) =>
          rule("", edge.listenerArn, firstPriority + 10 * index, paths),
        ),
        previewRules: numbered(tries).flatMap(({ paths, index }) =>
          rule.previews(edge.previewListenerArn, firstPriority + 10 * index, paths, strategy),
        ),
      };
    } else {
      const listener = internalListener(scope, name, service.port, edge);
      routed[name] = {
        balancerDimension: edge.internal.balancerDimension,
        targetGroups,
        rules: [rule("", listener.arn, firstPriority, ["/*"])],
        previewRules: rule.previews(listener.arn, 10, ["/*"], strategy, true),
      };
    }
  }
  return (name) => routed[name];
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
    targetGroup(scope, name, side, { vpcId, port, healthPath: readyPath, drainSeconds });
  return strategy === "rolling" ? { blue: made("blue") } : { blue: made("blue"), green: made("green") };
}

/** Inference has a listener for each service, on its own port: one address that really fails over. */
const internalListener = (scope: Scope, name: string, port: number, { internal }: Edge) =>
  new aws.lb.Listener(
    scope.id(`${pascalCase(name)}Listener`),
    { loadBalancerArn: internal.balancerArn, port, protocol: "HTTP", defaultActions: [nothingHere] },
    scope.options(),
  );

/** Makes the rules of one service. */
function ruleOf(scope: Scope, name: string, targetGroups: Partial<Record<Side, aws.lb.TargetGroup>>) {
  const arns = (wanted: readonly Side[]) => wanted.flatMap((side) => targetGroups[side]?.arn ?? []);
  const rule = (
    kind: string,
    listenerArn: $util.Output<string>,
    priority: number,
    paths: readonly string[],
    to: readonly Side[] = sides,
    header?: { readonly name: string; readonly value: string },
  ) =>
    weightedRule(scope, `${pascalCase(name)}${kind}Rule${priority}`, {
      listenerArn,
      priority,
      paths,
      ...(header && { header }),
      targetGroupArns: arns(to),
    });
  const previews = (
    listenerArn: $util.Output<string>,
    priority: number,
    paths: readonly string[],
    strategy: Strategy,
    shared = false,
  ): aws.lb.ListenerRule[] => {
    if (strategy === "rolling") return [];
    // On a listener that users share, the header keeps them out of it.
    if (strategy === "blue-green")
      return [
        rule(
          "Test",
          listenerArn,
          priority,
          paths,
          sides,
          shared ? { name: sideHeader, value: "test" } : undefined,
        ),
      ];
    return sides.map((side, index) =>
      rule(`${pascalCase(side)}Preview`, listenerArn, priority + index, paths, [side], {
        name: sideHeader,
        value: side,
      }),
    );
  };
  return Object.assign(rule, { previews });
}
