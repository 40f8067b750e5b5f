import type { Random } from "../world/random.ts";
import type { Fault, KindName } from "./kinds.ts";

/** A fault that was added. */
export interface Entry<F extends Fault = Fault> {
  readonly id: string;
  readonly fault: F;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Infinity: until it is removed. */
  readonly until: number;
  readonly chance: Random;
  strikes: number;
}

/** One strike, for whoever wants to know what befell a run. */
export interface Strike {
  /** ISO 8601, in the world's time. */
  readonly at: string;
  readonly id: string;
  readonly kind: KindName;
  readonly what: string;
}

/** A fault that strikes every call of an hour must not fill the memory. */
const kept = 1_000;

/** Which faults stand, and what they struck. Each has its own stream of chance, so that another one does not disturb it. */
export class Book {
  readonly #now: () => number;
  readonly #random: Random;
  readonly #entries = new Map<string, Entry>();
  readonly #kinds = new Map<KindName, readonly Entry[]>();
  readonly #groups = new Map<readonly KindName[], readonly Entry[]>();
  #strikes: Strike[] = [];
  #added = 0;

  constructor(now: () => number, random: Random) {
    this.#now = now;
    this.#random = random;
  }

  add(fault: Fault): Entry {
    const id = `f${++this.#added}`;
    const from = fault.from === undefined ? this.#now() : Date.parse(fault.from);
    const until = Math.min(
      fault.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(fault.until),
      fault.forSeconds === undefined ? Number.POSITIVE_INFINITY : from + fault.forSeconds * 1000,
    );
    const entry: Entry = { id, fault, from, until, chance: this.#random.fork(id), strikes: 0 };
    this.#entries.set(id, entry);
    this.#forget();
    return entry;
  }

  remove(id: string): boolean {
    this.#forget();
    return this.#entries.delete(id);
  }

  get empty(): boolean {
    return this.#entries.size === 0;
  }

  /** Whether there is one of a kind, be its time yet to come. */
  has(name: KindName): boolean {
    return this.#of(name).some((entry) => !this.#over(entry));
  }

  /** The same of several kinds; every call asks, and is to be told by one look. */
  hasAny(names: readonly KindName[]): boolean {
    if (this.#entries.size === 0) return false;
    let some = this.#groups.get(names);
    if (!some) {
      some = names.flatMap((name) => this.#of(name));
      this.#groups.set(names, some);
    }
    return some.some((entry) => !this.#over(entry));
  }

  /** Those that are not over, in the order in which they were added. */
  active(): Entry[] {
    for (const [id, entry] of this.#entries) if (this.#over(entry)) this.remove(id);
    return [...this.#entries.values()];
  }

  /** Those of a kind whose time it is. */
  standing<Name extends KindName>(name: Name): Entry<Fault<Name>>[] {
    const some = this.#of(name);
    if (some.length === 0) return [];
    if (some.some((entry) => this.#over(entry))) this.active();
    const now = this.#now();
    return this.#of(name).filter(
      (entry): entry is Entry<Fault<Name>> => entry.from <= now && is(entry, name),
    );
  }

  /** Those of a kind: every call asks for a dozen kinds, of which hardly one is there. */
  #of(name: KindName): readonly Entry[] {
    if (this.#entries.size === 0) return [];
    const known = this.#kinds.get(name);
    if (known) return known;
    const some = [...this.#entries.values()].filter(({ fault }) => fault.kind === name);
    this.#kinds.set(name, some);
    return some;
  }

  /** Whether a fault that fits strikes this time, by its share; `what` is written down when it does. */
  strikes(entry: Entry, what: string): boolean {
    const { id, fault, chance } = entry;
    if (this.#over(entry)) return false;
    if ("probability" in fault && fault.probability !== undefined && chance.next() >= fault.probability)
      return false;
    entry.strikes++;
    this.#strikes.push({ at: new Date(this.#now()).toISOString(), id, kind: fault.kind, what });
    if (this.#strikes.length >= 2 * kept) this.#strikes = this.#strikes.slice(-kept);
    return true;
  }

  struck(): Strike[] {
    return this.#strikes.slice(-kept);
  }

  #forget(): void {
    this.#kinds.clear();
    this.#groups.clear();
  }

  #over({ fault, until, strikes }: Entry): boolean {
    if (this.#now() >= until) return true;
    return "count" in fault && fault.count !== undefined && strikes >= fault.count;
  }
}

const is = <Name extends KindName>(entry: Entry, name: Name): entry is Entry<Fault<Name>> =>
  entry.fault.kind === name;
