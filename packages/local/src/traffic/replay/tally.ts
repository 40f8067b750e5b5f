import type { Answer } from "../../world/plane/answer.ts";
import { Histogram } from "../histogram.ts";
import { type Loss, lossOf } from "../ledger.ts";

/** What came back of a replay so far. */
export interface Counted {
  readonly sent: number;
  readonly inFlight: number;
  /** Due but not sent, because too many were in flight. */
  readonly skipped: number;
  /** The replica's own 503: its queue was full. */
  readonly refused: number;
  /** Lost otherwise, by how. */
  readonly losses: Readonly<Partial<Record<Loss, number>>>;
  readonly lost: number;
  /** Waited longer than they may, or had no answer at all. */
  readonly late: number;
  readonly waitP99: number;
  readonly firstByteP50: number;
  readonly firstByteP99: number;
}

/** Counts answers; what a replica would have taken without a queue is the asker's to know. */
export class Tally {
  readonly #objective: number;
  readonly #waits = new Histogram();
  readonly #firstBytes = new Histogram();
  readonly #losses: Partial<Record<Loss, number>> = {};
  #counts = { sent: 0, settled: 0, skipped: 0, refused: 0, lost: 0, late: 0 };

  /** `objective`: seconds that a request may wait. */
  constructor(objective: number) {
    this.#objective = objective;
  }

  get inFlight(): number {
    return this.#counts.sent - this.#counts.settled;
  }

  sent(): void {
    this.#counts.sent++;
  }

  skipped(): void {
    this.#counts.skipped++;
    this.#counts.late++;
  }

  /** `own`: seconds to the first byte of a replica with a free slot. */
  answered(answer: Answer, own: number): void {
    const counts = this.#counts;
    counts.settled++;
    const loss = lossOf(answer);
    if (answer.kind !== "answered" || loss !== undefined || answer.status >= 500) {
      counts.late++;
      // A load balancer's own answer names no revision.
      if (loss === "503" && answer.kind === "answered" && answer.revision !== undefined) counts.refused++;
      else {
        counts.lost++;
        if (loss) this.#losses[loss] = (this.#losses[loss] ?? 0) + 1;
      }
      return;
    }
    const wait = Math.max(0, answer.firstByteSeconds - own);
    if (wait > this.#objective) counts.late++;
    this.#waits.add(wait);
    this.#firstBytes.add(answer.firstByteSeconds);
  }

  counted(): Counted {
    const { settled: _, ...counts } = this.#counts;
    const firstByte = this.#firstBytes.summary();
    return {
      ...counts,
      inFlight: this.inFlight,
      losses: { ...this.#losses },
      waitP99: this.#waits.summary().p99Seconds,
      firstByteP50: firstByte.p50Seconds,
      firstByteP99: firstByte.p99Seconds,
    };
  }
}
