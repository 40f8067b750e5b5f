import type { HeldPoint } from "../held-point.ts";
import type { RecoveryPoint } from "../recovery-point.ts";

/** Something that should be so and is not. Done twice, it is done once. */
export type Chore =
  /** Record a point that no run records. */
  | { readonly act: "adopt"; readonly point: HeldPoint }
  /** Record that a point is gone from its vault. */
  | { readonly act: "expire"; readonly point: RecoveryPoint }
  | Start;

/** Start a workflow; Step Functions takes the name once. */
export interface Start {
  readonly act: "start";
  readonly workflow: "backup" | "copy" | "prune" | "verify-backup";
  readonly name: string;
  readonly input: Readonly<Record<string, string>>;
}

/** What the ledger, the vaults and the leases say; times in milliseconds since 1970. */
export interface Seen {
  readonly now: number;
  /** Ids of points of which the ledger has any record. */
  readonly recorded: ReadonlySet<string>;
  readonly points: readonly RecoveryPoint[];
  /** What the vaults hold, by region; a region that did not answer is left out. */
  readonly held: ReadonlyMap<string, readonly HeldPoint[]>;
  /** Classes of which a run makes a point, or verifies one, just now. */
  readonly making: ReadonlySet<string>;
  readonly verifying: ReadonlySet<string>;
}
