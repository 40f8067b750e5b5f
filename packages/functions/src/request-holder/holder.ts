import type { Clock } from "@signalbox/core/clock";
import type { HoldWord } from "@signalbox/core/scaling/hold/hold-metrics";
import { HeldQueue, type Limits } from "@signalbox/core/scaling/hold/queue";

/** A request on its way to a replica. */
export interface Visit {
  /** Of its body, kept until an answer begins. */
  readonly bytes: number;
  /** Aborts when its client has left. */
  readonly gone: AbortSignal;
  /** Sends it on, as a whole; `nobody` where the load balancer had no replica for it, and nothing has been answered. */
  attempt(): Promise<"answered" | "nobody">;
}

/** What became of a request. */
export type Ending = "answered" | "left" | Refusal;
/** No room for it, no replica in time, or the holder itself ends. */
export type Refusal = "full" | "late" | "stopped";

export interface HolderSetting {
  readonly clock: Clock;
  readonly limits: Limits;
  /** Milliseconds that a request is held. */
  readonly patienceMs: number;
  /** Asks whether a replica answers; never rejects. */
  readonly look: () => Promise<"serves" | "nobody" | "unknown">;
}

/** Between two looks while requests are held. */
const lookMs = 2_000;

const nothing = { came: 0, passed: 0, refused: 0, nobody: 0 };

/**
 * Lets requests through while a replica serves, and holds them while none does: in the order in which they came they go on as soon as one
 * answers. Whether one serves it learns from the load balancer's own answers, so that it asks nothing while nobody waits.
 */
export class Holder {
  readonly #setting: HolderSetting;
  readonly #queue: HeldQueue<Visit>;
  /** Ends the waiting of each that is held. */
  readonly #ends = new Map<Visit, (how: "go" | "left" | Refusal) => void>();
  readonly #stopped = new AbortController();
  #serves = false;
  #looking = false;
  /** When somebody last found nobody: a look right after may find what he did not, and he would go round and round. */
  #nobodyAt = Number.NEGATIVE_INFINITY;
  #since = { ...nothing };

  constructor(setting: HolderSetting) {
    this.#setting = setting;
    this.#queue = new HeldQueue(setting.limits);
  }

  get serves(): boolean {
    return this.#serves;
  }

  /** Sees a request through to its end. */
  async meet(visit: Visit): Promise<Ending> {
    const since = this.#setting.clock.now();
    for (;;) {
      const how = this.#serves ? "go" : await this.#hold(visit, since);
      if (how !== "go") {
        if (how !== "left") this.#since.refused++;
        return how;
      }
      if ((await visit.attempt()) === "answered") return "answered";
      this.nobody();
    }
  }

  /** More of the body of a request has come. */
  grew(visit: Visit, bytes: number): void {
    if (!this.#queue.grow(visit, bytes)) this.#ends.get(visit)?.("full");
  }

  /** The load balancer has said that no replica serves. */
  nobody(): void {
    this.#serves = false;
    this.#nobodyAt = this.#setting.clock.now();
    this.#since.nobody++;
  }

  /** Looks whether a replica serves, and lets go on whoever is held. */
  async look(): Promise<void> {
    const found = await this.#setting.look();
    if (found === "nobody") this.nobody();
    if (found !== "serves") return;
    this.#serves = true;
    for (const visit of this.#queue.release()) {
      this.#since.passed++;
      this.#ends.get(visit)?.("go");
    }
  }

  /** What happened since it was last asked, and what is held now. */
  word(): HoldWord {
    const counted = this.#since;
    this.#since = { ...nothing };
    return { ...counted, held: this.#queue.size };
  }

  /** Holds nobody any more. */
  stop(): void {
    this.#stopped.abort();
    this.#serves = false;
    for (const end of [...this.#ends.values()]) end("stopped");
  }

  async #hold(visit: Visit, since: number): Promise<"go" | "left" | Refusal> {
    const { clock, patienceMs } = this.#setting;
    if (this.#stopped.signal.aborted) return "stopped";
    if (visit.gone.aborted) return "left";
    this.#since.came++;
    if (!this.#queue.take(visit, since, visit.bytes)) return "full";
    const { promise, resolve } = Promise.withResolvers<"go" | "left" | Refusal>();
    const over = new AbortController();
    const leave = () => resolve("left");
    this.#ends.set(visit, resolve);
    visit.gone.addEventListener("abort", leave);
    void clock.sleep(Math.max(0, since + patienceMs - clock.now()), over.signal).then(
      () => resolve("late"),
      () => {},
    );
    void this.#lookOut();
    const how = await promise;
    over.abort();
    visit.gone.removeEventListener("abort", leave);
    this.#ends.delete(visit);
    this.#queue.leave(visit);
    return how;
  }

  async #lookOut(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const { clock } = this.#setting;
    const wait = (ms: number) => clock.sleep(ms, this.#stopped.signal).catch(() => {});
    const early = this.#nobodyAt + lookMs - clock.now();
    if (early > 0) await wait(early);
    while (this.#queue.size > 0) {
      await this.look();
      if (this.#queue.size > 0) await wait(lookMs);
    }
    this.#looking = false;
  }
}
