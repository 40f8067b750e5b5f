import type { Environment } from "./environment.ts";
import { clusterIn } from "./find.ts";
import { regionOf } from "./names.ts";
import type { Cluster, RegionState } from "./state.ts";

/** A cluster of a global one, with the region that it is in. */
export interface Member {
  readonly state: RegionState;
  readonly cluster: Cluster;
}

export function memberAt(environment: Environment, arn: string): Member {
  const state = environment.at(regionOf(arn, ""));
  return { state, cluster: clusterIn(state, arn) };
}
