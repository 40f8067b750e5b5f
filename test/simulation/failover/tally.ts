import type { Played, Times } from "./play.ts";

/** What many seeds came to. */
export class Tally {
  seeds = 0;
  violations = 0;
  #unsafe = 0;
  readonly #outcomes = new Map<string, number>();
  readonly #times: (Times & { readonly seed: number })[] = [];

  add({ plan, violations, outcomes, times }: Played): void {
    this.seeds++;
    this.violations += violations.length;
    // A split that stands, or a run without an end.
    if (violations.some(({ invariant }) => invariant === "I1" || invariant === "I4")) this.#unsafe++;
    const what = `${plan.incident}: ${outcomes.join(", ") || "nothing done"}`;
    this.#outcomes.set(what, (this.#outcomes.get(what) ?? 0) + 1);
    this.#times.push(...times.map((each) => ({ ...each, seed: plan.seed })));
  }

  *lines(): Generator<string> {
    for (const [what, times] of [...this.#outcomes].toSorted()) yield `${String(times).padStart(6)} ${what}`;
    if (this.#times.length > 0) {
      yield `${this.#times.length} completed failovers, seconds from the loss until users are served (p50, p99):`;
      yield `  in all ${this.#shares(({ total }) => total)}; until the epoch is claimed ${this.#shares(({ detection }) => detection)}; lease ${this.#shares(({ lease }) => lease)}; AWS's own ${this.#shares(({ aws }) => aws)}; Route 53 and the users' turn ${this.#shares(({ turn }) => turn)}; people ${this.#shares(({ person }) => person)}; ours ${this.#shares(oursOf)}`;
      const over = this.#times.filter((each) => oursOf(each) > oursAtMost);
      if (over.length > 0)
        yield `  ours over ${oursAtMost} s: ${over.map((each) => `seed ${each.seed} ${oursOf(each).toFixed(0)}`).join(", ")}`;
    }
    yield `seeds ${this.seeds}, violations ${this.violations}, unsafe ends ${this.#unsafe}`;
  }

  #shares(of: (times: Times) => number): string {
    const sorted = this.#times.map(of).toSorted((a, b) => a - b);
    const at = (share: number): string =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
    return `${at(0.5)}, ${at(0.99)}`;
  }
}

/** Seconds of ours within which a failover is to be done, at p99. */
const oursAtMost = 60;

/** What is left once detection, the wait for the lease, AWS's own time, the users' turn and people are taken away. */
const oursOf = ({ total, detection, lease, aws, turn, person }: Times): number =>
  total - detection - lease - aws - turn - person;
