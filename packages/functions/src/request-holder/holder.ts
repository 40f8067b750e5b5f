import type { Clock } from "@signalbox/core/clock";
import type { HoldWord } from "@signalbox/core/scaling/hold/hold-metrics";
import { HeldQueue, type Limits } from "@signalbox/core/scaling/hold/queue";
import { spread } from "@signalbox/core/scaling/spill/spread";
import type { Away } from "./away.ts";

/** To the replicas here, or to those of another region. */
export type Way = "home" | "away";

/** A request on its way to a replica. */
export interface Visit {
  /** Of its body, kept until an answer begins. */
  readonly bytes: number;
  /** Aborts when its client has left. */
  readonly gone: AbortSignal;
  /** Sends it on, as a whole; `nobody` where no replica took it there, and nothing has been answered. */
  attempt(way: Way): Promise<"answered" | "nobody">;
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
  /** Another region, to which overflow goes. */
  readonly away?: Pick<Away, "share" | "refused"> | undefined;
}

/** Between two looks while requests are held. */
const lookMs = 2_000;

const nothing = { came: 0, passed: 0, refused: 0, nobody: 0, spilled: 0 };

/** One that is held. */
interface Held {
  /** Ends its waiting. */
  readonly end: (how: "go" | "left" | Refusal) => void;
  /** Whether it goes to the other region at the share that it has now. */
  readonly mayLeave: () => boolean;
}

/**
 * Lets requests through while a replica serves, and holds them while none does: in the order in which they came they go on as soon as one
 * answers. Whether one serves it learns from the load balancer's own answers, so that it asks nothing while nobody waits.
 */
export class Holder {
  readonly #setting: HolderSetting;
  readonly #queue: HeldQueue<Visit>;
  readonly #held = new Map<Visit, Held>();
  /** By what each request that comes stands for a share: one that was let stay goes when the share rises. */
  readonly #places = spread();
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
    const { away, clock } = this.#setting;
    const since = clock.now();
    const place = this.#places();
    let tried = false;
    const mayLeave = () => !tried && away !== undefined && place < away.share;
    for (;;) {
      if (mayLeave()) {
        tried = true;
        if (await this.#sent(visit)) return "answered";
      }
      if (this.#serves) {
        if ((await visit.attempt("home")) === "answered") return "answered";
        this.nobody();
        continue;
      }
      const how = await this.#hold(visit, since, mayLeave);
      if (how === "go") continue;
      if (how !== "left") this.#since.refused++;
      return how;
    }
  }

  /** Whether the other region has answered; where it has not, it is served here as if it had never left. */
  async #sent(visit: Visit): Promise<boolean> {
    const answered = (await visit.attempt("away")) === "answered";
    if (answered) this.#since.spilled++;
    else this.#setting.away?.refused();
    return answered;
  }

  /** More of the body of a request has come. */
  grew(visit: Visit, bytes: number): void {
    if (!this.#queue.grow(visit, bytes)) this.#held.get(visit)?.end("full");
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
    for (const visit of this.#queue.release()) this.#letGo(visit);
  }

  /** Lets go on whoever of those that are held goes to the other region. */
  #letLeave(): void {
    for (const [visit, { mayLeave }] of [...this.#held]) if (mayLeave()) this.#letGo(visit);
  }

  #letGo(visit: Visit): void {
    this.#since.passed++;
    this.#held.get(visit)?.end("go");
  }

  /** What happened since it was last asked, and what is held now. */
  word(): HoldWord {
    const { spilled, ...counted } = this.#since;
    this.#since = { ...nothing };
    return { ...counted, held: this.#queue.size, ...(this.#setting.away && { spilled }) };
  }

  /** Holds nobody any more. */
  stop(): void {
    this.#stopped.abort();
    this.#serves = false;
    for (const { end } of [...this.#held.values()]) end("stopped");
  }

  async #hold(visit: Visit, since: number, mayLeave: () => boolean): Promise<"go" | "left" | Refusal> {
    const { clock, patienceMs } = this.#setting;
    if (this.#stopped.signal.aborted) return "stopped";
    if (visit.gone.aborted) return "left";
    this.#since.came++;
    if (!this.#queue.take(visit, since, visit.bytes)) return "full";
    const { promise, resolve } = Promise.withResolvers<"go" | "left" | Refusal>();
    const over = new AbortController();
    const leave = () => resolve("left");
    this.#held.set(visit, { end: resolve, mayLeave });
    visit.gone.addEventListener("abort", leave);
    void clock.sleep(Math.max(0, since + patienceMs - clock.now()), over.signal).then(
      () => resolve("late"),
      () => {},
    );
    void this.#lookOut();
    const how = await promise;
    over.abort();
    visit.gone.removeEventListener("abort", leave);
    this.#held.delete(visit);
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
      this.#letLeave();
      if (this.#queue.size > 0) await wait(lookMs);
    }
    this.#looking = false;
  }
}
