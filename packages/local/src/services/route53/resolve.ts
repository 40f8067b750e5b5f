import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Destination } from "../../world/edge/names.ts";

/** What a zone answers with. */
export interface Answering {
  readonly records: readonly ResourceRecordSet[];
  /** From the users, the nearest first: what latency records go by. */
  readonly regions: readonly string[];
  /** Of a health check. */
  isHealthy(id: string | undefined): boolean;
}

/** An alias of a load balancer has this; one of another record has that record's. */
const aliasSeconds = 60;

/** `<name>-<digits>.<region>.elb.amazonaws.com` */
const balancer = /^(?:dualstack\.)?(?<name>.+)-\d+\.(?<region>[a-z0-9-]+)\.elb\.amazonaws\.com\.?$/;

/** A name with one dot at its end, as Route 53 keeps them. */
export const absolute = (name = ""): string => `${name.toLowerCase().replace(/\.$/, "")}.`;

/**
 * Follows aliases to a load balancer: of failover records the first while it is healthy, else the second while that is, else
 * the first all the same; of latency records the nearest that is healthy, else the nearest.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-problems.html
 */
export function resolve(zone: Answering, name: string): Destination | undefined {
  const [first, ...others] = candidates(zone, name);
  if (!first) return undefined;
  const chosen = [first, ...others].find((record) => stands(zone, record)) ?? first;
  const target = chosen.AliasTarget?.DNSName ?? "";
  const { name: loadBalancerName, region } = balancer.exec(target)?.groups ?? {};
  if (loadBalancerName === undefined || region === undefined) return resolve(zone, target);
  return { region, loadBalancerName, ttlSeconds: aliasSeconds };
}

/** A record whose check is healthy, and behind which, where it asks for that, anything is. */
function stands(zone: Answering, { HealthCheckId, AliasTarget }: ResourceRecordSet): boolean {
  if (HealthCheckId !== undefined && !zone.isHealthy(HealthCheckId)) return false;
  if (!AliasTarget?.EvaluateTargetHealth) return true;
  const behind = candidates(zone, AliasTarget.DNSName ?? "");
  return behind.length === 0 || behind.some((record) => stands(zone, record));
}

function candidates({ records, regions }: Answering, name: string): ResourceRecordSet[] {
  const rank = ({ Failover, Region }: ResourceRecordSet): number =>
    Region === undefined ? Number(Failover === "SECONDARY") : regions.indexOf(Region);
  return records
    .filter(({ Name, Type }) => Type === "A" && absolute(Name) === absolute(name))
    .toSorted((one, other) => rank(one) - rank(other));
}
