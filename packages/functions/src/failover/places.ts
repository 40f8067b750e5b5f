import { NamedError } from "@signalbox/core/error";
import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import type { FunctionContext } from "../context.ts";

/** What this region was told of a failover in advance; throws `Failover.NotDeployed` where it was told nothing. */
export function placesOf({ platform }: Pick<FunctionContext, "platform">): FailoverPlaces {
  if (!platform.failover)
    throw new NamedError(
      "Failover.NotDeployed",
      `${platform.name}-${platform.stage} stands in ${platform.region} alone`,
    );
  return platform.failover;
}

/** A region of the platform by its name. */
export function memberIn({ regions }: FailoverPlaces, region: string): FailoverPlaces["regions"][number] {
  const member = regions.find((one) => one.region === region);
  if (!member) throw new NamedError("Failover.NotDeployed", `the platform has no part in ${region}`);
  return member;
}
