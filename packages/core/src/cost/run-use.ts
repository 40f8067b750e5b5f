/** What one execution of a workflow uses that AWS bills. */
export interface RunUse {
  /** States entered, as Step Functions counts them. */
  readonly transitions: number;
  readonly lambdaCalls: number;
  /** Requests to the ledger and the idempotency table. */
  readonly tableWrites: number;
  readonly tableReads: number;
  /** Metrics asked of CloudWatch. */
  readonly metricReads: number;
}
