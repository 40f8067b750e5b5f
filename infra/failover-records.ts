/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";

/** A load balancer that a name may lead to, in the order of preference. */
export interface Standby {
  readonly region: string;
  readonly balancer: aws.lb.LoadBalancer;
  readonly healthCheckId: $util.Input<string>;
}

export interface FailoverRecordsArgs {
  readonly zoneId: string;
  readonly host: string;
  /** Names the standbys among themselves: Route 53 knows a first and a second, no third. */
  readonly standbyHost: string;
  readonly routing: "failover" | "latency";
  readonly standbys: readonly Standby[];
}

/** The name that leads to whichever region is healthy. All of it is made in advance; a failover changes no record. */
export function failoverRecords(scope: Scope, args: FailoverRecordsArgs) {
  const { zoneId, host, standbyHost, routing, standbys } = args;
  if (routing === "latency" || standbys.length === 1) {
    for (const standby of standbys)
      record(`To${pascalCase(standby.region)}`, host, standby, {
        ...(standbys.length > 1 && { latencyRoutingPolicies: [{ region: standby.region }] }),
      });
    return;
  }
  pair(host, standbys);

  /** The first of them, and behind it the rest: one load balancer, or a name that is such a pair itself. */
  function pair(name: string, [first, ...rest]: readonly Standby[]) {
    if (first === undefined) return;
    record(`To${pascalCase(first.region)}`, name, first, {
      failoverRoutingPolicies: [{ type: "PRIMARY" }],
    });
    const [second, ...others] = rest;
    if (second === undefined) return;
    const secondary = { failoverRoutingPolicies: [{ type: "SECONDARY" }] };
    if (others.length === 0) {
      record(`To${pascalCase(second.region)}`, name, second, secondary);
      return;
    }
    new aws.route53.Record(
      scope.id("ToStandbys"),
      {
        zoneId,
        name,
        type: "A",
        setIdentifier: "standbys",
        aliases: [{ name: standbyHost, zoneId, evaluateTargetHealth: true }],
        ...secondary,
      },
      scope.options(),
    );
    pair(standbyHost, rest);
  }

  function record(thing: string, name: string, standby: Standby, policy: Partial<aws.route53.RecordArgs>) {
    const alone = Object.keys(policy).length === 0;
    new aws.route53.Record(
      scope.id(thing),
      {
        zoneId,
        name,
        type: "A",
        aliases: [balancerAlias(standby.balancer)],
        ...(!alone && { setIdentifier: standby.region, healthCheckId: standby.healthCheckId }),
        ...policy,
      },
      scope.options(),
    );
  }
}

/**
 * Route 53 does not look at the target groups: a load balancer with one that is empty counts as unhealthy there, and the idle
 * side of a release group is, https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias.html
 */
export const balancerAlias = ({ dnsName, zoneId }: aws.lb.LoadBalancer) => ({
  name: dnsName,
  zoneId,
  evaluateTargetHealth: false,
});
