import { fnv1a } from "../fnv1a.ts";
import type { Routing } from "../platform/failover-places.ts";

export type Endpoint = Routing["endpoints"][number];

/**
 * The endpoints of a cluster in the order in which they are tried: none of a region that may be lost, all others once, and for another
 * `mark` another one first, since AWS takes each out of service now and then,
 * https://docs.aws.amazon.com/r53recovery/latest/dg/routing-control.update.api.html
 */
export function endpointsInTurn(
  endpoints: readonly Endpoint[],
  lost: readonly string[],
  mark: string,
): readonly Endpoint[] {
  const left = endpoints.filter(({ region }) => !lost.includes(region));
  const first = left.length === 0 ? 0 : fnv1a(mark) % left.length;
  return [...left.slice(first), ...left.slice(0, first)];
}
