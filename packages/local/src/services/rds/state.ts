import type {
  DBCluster,
  DBClusterSnapshot,
  DBInstance,
  DBSubnetGroup,
  FailoverStatus,
  GlobalCluster,
} from "@aws-sdk/client-rds";
import type { Tags } from "../tags.ts";

/** What a job of RDS is to bring about; kept, so that a restart takes it up again. */
export type ClusterOrigin =
  | { readonly kind: "new" }
  /** Name of the primary's database. */
  | { readonly kind: "standby"; readonly of: string }
  | { readonly kind: "snapshot"; readonly of: string }
  | { readonly kind: "clone"; readonly of: string }
  /** Milliseconds since 1970. */
  | { readonly kind: "time"; readonly of: string; readonly at: number };

export interface Cluster {
  readonly id: string;
  readonly arn: string;
  /** Of its database in the world. */
  readonly database: string;
  origin: ClusterOrigin;
  /** What is said of it as it is. */
  facts: DBCluster;
  status: string;
  readonly tags: Tags;
  globalCluster: string | undefined;
}

export interface Instance {
  readonly id: string;
  readonly arn: string;
  readonly cluster: string;
  facts: DBInstance;
  status: string;
  readonly tags: Tags;
}

export interface Snapshot {
  readonly id: string;
  readonly arn: string;
  readonly database: string;
  /** The database or the snapshot that it is made from, by the world's names. */
  readonly source: { readonly kind: "database" | "snapshot"; readonly name: string };
  facts: DBClusterSnapshot;
  status: string;
  /** 0 to 100. */
  progress: number;
  readonly tags: Tags;
}

/** A switchover or a failover that is under way. */
export interface Move {
  readonly kind: "switchover" | "failover";
  /** ARNs of clusters. */
  readonly from: string;
  readonly to: string;
  status: FailoverStatus | "switching-over";
}

/** A member that has to be made anew from the writer. */
export interface Stale {
  readonly arn: string;
  /** Whether it was the writer, and has what others have not. */
  readonly keeps: boolean;
  /** Whether events say so; a switchover has none for it. */
  readonly tells: boolean;
}

export interface Global {
  readonly id: string;
  facts: GlobalCluster;
  /** ARNs of its clusters, the writer first. */
  members: readonly string[];
  move: Move | undefined;
  stale: readonly Stale[];
  readonly tags: Tags;
}

export interface RegionState {
  readonly region: string;
  readonly clusters: Map<string, Cluster>;
  readonly instances: Map<string, Instance>;
  readonly snapshots: Map<string, Snapshot>;
  readonly subnetGroups: Map<string, { readonly facts: DBSubnetGroup; readonly tags: Tags }>;
}
