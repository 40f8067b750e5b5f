import type { Answer } from "../world/plane/answer.ts";
import { Histogram, type Latencies } from "./histogram.ts";
import type { Kind } from "./request.ts";

/** Why a request was lost (design: what the client saw), each counted apart. */
export type Loss = "connection-error" | "cut" | "502" | "503" | "504";

export interface Counts {
  /** Answered in full, whatever the status. */
  readonly answered: number;
  /** Answered 5xx but not lost: what a faulty revision says itself, such as 500. */
  readonly faults: number;
  readonly lost: number;
  /** Of answered requests that were neither faults nor lost: to the first byte. */
  readonly firstByte: Latencies;
  /** The same, to the last byte. */
  readonly lastByte: Latencies;
}

export interface LedgerSnapshot {
  readonly sent: number;
  readonly inFlight: number;
  /** Due but not sent, because too many were in flight. */
  readonly skipped: number;
  readonly lost: number;
  readonly losses: Readonly<Record<Loss, number>>;
  readonly total: Counts;
  readonly byKind: Readonly<Record<string, Counts>>;
  /** By the x-revision header; answers of the load balancer itself carry none and are in `total` alone. */
  readonly byRevision: Readonly<Record<string, Counts>>;
}

/** A run has two or three revisions; past this many they are counted together, so that memory stays bounded. */
const maxRevisions = 50;

/** What a client sent and what came back; it alone decides what was lost. */
export class Ledger {
  readonly #total = new Account();
  readonly #byKind = new Map<string, Account>();
  readonly #byRevision = new Map<string, Account>();
  readonly #losses: Record<Loss, number> = { "connection-error": 0, cut: 0, "502": 0, "503": 0, "504": 0 };
  #sent = 0;
  #settled = 0;
  #skipped = 0;

  get inFlight(): number {
    return this.#sent - this.#settled;
  }

  sent(): void {
    this.#sent++;
  }

  skipped(): void {
    this.#skipped++;
  }

  answered(kind: Kind, answer: Answer): void {
    this.#settled++;
    const loss = lossOf(answer);
    if (loss) this.#losses[loss]++;
    this.#total.add(answer, loss);
    accountOf(this.#byKind, kind).add(answer, loss);
    const revision = answer.kind === "connection-error" ? undefined : answer.revision;
    if (revision === undefined) return;
    const known = this.#byRevision.has(revision) || this.#byRevision.size < maxRevisions;
    accountOf(this.#byRevision, known ? revision : "others").add(answer, loss);
  }

  snapshot(): LedgerSnapshot {
    const total = this.#total.counts();
    return {
      sent: this.#sent,
      inFlight: this.inFlight,
      skipped: this.#skipped,
      lost: total.lost,
      losses: { ...this.#losses },
      total,
      byKind: countsOf(this.#byKind),
      byRevision: countsOf(this.#byRevision),
    };
  }
}

class Account {
  readonly #firstByte = new Histogram();
  readonly #lastByte = new Histogram();
  #answered = 0;
  #faults = 0;
  #lost = 0;

  add(answer: Answer, loss: Loss | undefined): void {
    if (loss) this.#lost++;
    if (answer.kind !== "answered") return;
    this.#answered++;
    if (loss) return;
    if (answer.status >= 500) {
      this.#faults++;
      return;
    }
    this.#firstByte.add(answer.firstByteSeconds);
    this.#lastByte.add(answer.lastByteSeconds);
  }

  counts(): Counts {
    return {
      answered: this.#answered,
      faults: this.#faults,
      lost: this.#lost,
      firstByte: this.#firstByte.summary(),
      lastByte: this.#lastByte.summary(),
    };
  }
}

export function lossOf(answer: Answer): Loss | undefined {
  if (answer.kind !== "answered") return answer.kind;
  return lostStatus[answer.status];
}

const lostStatus: Readonly<Record<number, Loss>> = { 502: "502", 503: "503", 504: "504" };

function accountOf(accounts: Map<string, Account>, name: string): Account {
  const account = accounts.get(name) ?? new Account();
  accounts.set(name, account);
  return account;
}

const countsOf = (accounts: ReadonlyMap<string, Account>): Record<string, Counts> =>
  Object.fromEntries([...accounts].map(([name, account]) => [name, account.counts()]));
