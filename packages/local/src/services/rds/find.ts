import type { Filter } from "@aws-sdk/client-rds";
import { unsupported } from "../supported.ts";
import {
  clusterNotFound,
  instanceNotFound,
  invalidState,
  snapshotNotAvailable,
  snapshotNotFound,
} from "./errors.ts";
import { idOf } from "./names.ts";
import type { Cluster, Instance, RegionState, Snapshot } from "./state.ts";

export function clusterIn({ clusters }: RegionState, given: string | undefined): Cluster {
  const cluster = clusters.get(idOf(given));
  if (!cluster) throw clusterNotFound(given ?? "");
  return cluster;
}

export function instanceIn({ instances }: RegionState, given: string | undefined): Instance {
  const instance = instances.get(idOf(given));
  if (!instance) throw instanceNotFound(given ?? "");
  return instance;
}

export function snapshotIn({ snapshots }: RegionState, given: string | undefined): Snapshot {
  const snapshot = snapshots.get(idOf(given));
  if (!snapshot) throw snapshotNotFound(given ?? "");
  return snapshot;
}

/** Nearly all that is done with a cluster or from it waits for the end of what is under way. */
export function mustBeAvailable({ id, status }: Cluster): void {
  if (status !== "available")
    throw invalidState(`DB cluster ${id} is in state ${status}; it must be available.`);
}

export function snapshotMustBeAvailable({ id, status }: Snapshot): void {
  if (status !== "available") throw snapshotNotAvailable(id, status);
}

export const instancesOf = ({ instances }: RegionState, { id }: Cluster): Instance[] =>
  [...instances.values()].filter((instance) => instance.cluster === id);

/** Whether one passes all filters; `read` says its values by the filter's name. */
export function passes(
  operation: string,
  filters: readonly Filter[] | undefined,
  read: Readonly<Record<string, readonly (string | undefined)[]>>,
): boolean {
  return (filters ?? []).every(({ Name = "", Values = [] }) => {
    const own = read[Name];
    if (!own) throw unsupported(operation, `the filter ${Name}`);
    return Values.some((value) => own.includes(value));
  });
}
