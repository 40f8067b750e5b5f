/** How long jobs take, in milliseconds of the world's time; AWS promises nothing, these are of the order that users see. */
export interface Timing {
  readonly createCluster: number;
  readonly createInstance: number;
  readonly restore: number;
  readonly clone: number;
  readonly recover: number;
  readonly snapshot: number;
  readonly copy: number;
  readonly delete: number;
  readonly modify: number;
  /** Before a switchover or a failover begins, and before one that is given up ends. */
  readonly verify: number;
  /**
   * "Typically, the chosen secondary cluster assumes the primary role within a few minutes."
   * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
   */
  readonly failover: number;
  /** In which nobody can write. */
  readonly switchover: number;
  /** How long a switchover waits for a secondary that lags. */
  readonly synchronize: number;
  /** "A few minutes to several hours", by the volume's size: the same page. */
  readonly resynchronize: number;
  /** "Typically less than a second": https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database.html */
  readonly replicationLag: number;
  /** How far the latest restorable time stays behind: up to five minutes for Aurora. */
  readonly restorableLag: number;
}

const second = 1000;
const minute = 60 * second;

/** For databases that are a model. */
export const usual: Timing = {
  createCluster: minute,
  createInstance: 4 * minute,
  restore: 5 * minute,
  clone: 2 * minute,
  recover: 6 * minute,
  snapshot: 90 * second,
  copy: 4 * minute,
  delete: minute,
  modify: 20 * second,
  verify: 10 * second,
  failover: 2 * minute,
  switchover: 30 * second,
  synchronize: 10 * minute,
  resynchronize: 10 * minute,
  replicationLag: 200,
  restorableLag: 3 * minute,
};

/** For real databases: on top of the work itself, so that the states in between can be seen. */
export const quick: Timing = {
  createCluster: second,
  createInstance: second,
  restore: second,
  clone: second,
  recover: second,
  snapshot: second,
  copy: 2 * second,
  delete: second,
  modify: second,
  verify: second,
  failover: 2 * second,
  switchover: second,
  synchronize: 10 * minute,
  resynchronize: second,
  replicationLag: 0,
  restorableLag: 2 * second,
};
