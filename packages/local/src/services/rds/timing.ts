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
  restorableLag: 2 * second,
};
