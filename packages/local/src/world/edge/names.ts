/** Where a public name leads at the moment: to a load balancer of a region. */
export interface Destination {
  readonly region: string;
  readonly loadBalancerName: string;
  /** How long a client may keep to it. */
  readonly ttlSeconds: number;
}

export interface Seen {
  readonly names: readonly { readonly name: string; readonly region: string }[];
  readonly checks: readonly {
    readonly id: string;
    /** As the deployment calls it. */
    readonly reference: string;
    readonly type: string;
    readonly healthy: boolean;
    /** What the last look found. */
    readonly status: string;
  }[];
}

/** Answers as Route 53's servers do, which stand outside all regions. */
export interface Names {
  /** Undefined where no record has the name. */
  resolve(name: string): Destination | undefined;
  /** All of it, for people. */
  seen(): Seen;
}
