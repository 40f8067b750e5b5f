/** What a run cost, and how well it served. Shares are between 0 and 1. */
export interface Outcome {
  readonly gpuHours: number;
  /** The share of requests that waited no longer than the objective. */
  readonly attainment: number;
  /** The same of the worst hour that had requests. */
  readonly worstHour: number;
  /** Hours below 99 %. */
  readonly badHours: number;
  /** Seconds that 99 of 100 requests did not wait longer than, by the bins' last arrivals. */
  readonly p99Wait: number;
}

/** Waits are counted in classes of a tenth of a second, up to an hour. */
const classes = 36_000;

export class Tally {
  private readonly waits = new Float64Array(classes + 1);
  private readonly hours = new Map<number, { requests: number; late: number }>();

  add(at: number, requests: number, late: number, wait: number): void {
    if (requests === 0) return;
    const index = Math.min(classes, Math.floor(wait * 10));
    this.waits[index] = (this.waits[index] ?? 0) + requests;
    const hour = Math.floor(at / 3600);
    const found = this.hours.get(hour);
    if (found) {
      found.requests += requests;
      found.late += late;
    } else this.hours.set(hour, { requests, late });
  }

  /** @param paid replica-seconds */
  outcome(paid: number): Outcome {
    const hours = [...this.hours.values()];
    const requests = hours.reduce((sum, hour) => sum + hour.requests, 0);
    const late = hours.reduce((sum, hour) => sum + hour.late, 0);
    const shares = hours.map((hour) => 1 - hour.late / hour.requests);
    return {
      gpuHours: paid / 3600,
      attainment: requests > 0 ? 1 - late / requests : 1,
      worstHour: Math.min(1, ...shares),
      badHours: shares.filter((share) => share < 0.99).length,
      p99Wait: this.percentile(requests * 0.99),
    };
  }

  private percentile(rank: number): number {
    let seen = 0;
    for (let index = 0; index <= classes; index++) {
      seen += this.waits[index] ?? 0;
      if (seen >= rank) return index / 10;
    }
    return classes / 10;
  }
}
