import { Fleet, type Replicas } from "../simulate/fleet.ts";
import { cheapestFleet } from "./cheapest.ts";
import type { Offer } from "./gpu.ts";
import type { Kind } from "./kind.ts";
import type { Limits } from "./program.ts";

interface Stock {
  readonly kind: Kind;
  readonly fleet: Fleet;
}

/** Below it a difference of capacity is rounding. */
const rounding = 1e-6;

/**
 * Replicas of several kinds, counted in the unit of their capacity: what is wanted is made of the cheapest mix that can be reached by
 * adding alone, or by letting go alone, so that no change leaves fewer slots than there were or than are wanted.
 */
export class MixedFleet implements Replicas {
  private readonly stocks: readonly Stock[];
  private readonly limits: Limits;

  /** @param first units that are there at the beginning */
  constructor(offers: readonly Offer[], limits: Limits, first: number) {
    this.limits = limits;
    const { counts } = cheapestFleet(offers, { ...limits, capacity: first });
    this.stocks = offers.map(({ profile, ...kind }) => ({
      kind,
      fleet: new Fleet(counts.get(kind.name) ?? 0, profile, () => profile.startSeconds),
    }));
  }

  get serving(): number {
    return this.capacity(({ ready }) => ready);
  }

  get ready(): number {
    return Math.floor(this.serving + rounding);
  }

  get pending(): number {
    return Math.floor(this.capacity(presentOf) + rounding) - this.ready;
  }

  get paid(): number {
    return this.stocks.reduce((sum, { fleet }) => sum + fleet.paid, 0);
  }

  get usd(): number {
    return this.stocks.reduce((sum, { kind, fleet }) => sum + (fleet.paid / 3600) * kind.usdPerHour, 0);
  }

  /** Replica-hours of each kind, since `settle`. */
  get hours(): ReadonlyMap<string, number> {
    return new Map(this.stocks.map(({ kind, fleet }) => [kind.name, fleet.paid / 3600]));
  }

  /** The kinds as they stand, those that start included. */
  get present(): readonly Kind[] {
    return this.stocks.map(({ kind, fleet }) => ({ ...kind, present: presentOf(fleet) }));
  }

  settle(): void {
    for (const { fleet } of this.stocks) fleet.settle();
  }

  arrive(now: number): number[] {
    return this.stocks.flatMap(({ fleet }) => fleet.arrive(now));
  }

  want(units: number, now: number): void {
    if (units === this.ready + this.pending) return;
    const { counts } = cheapestFleet(this.reachable(units), { ...this.limits, capacity: units });
    for (const { kind, fleet } of this.stocks) fleet.want(counts.get(kind.name) ?? 0, now);
  }

  pass(seconds: number): void {
    for (const { fleet } of this.stocks) fleet.pass(seconds);
  }

  /** What starts is let go before what serves. */
  private reachable(units: number): Kind[] {
    const [grows, onlyStarting] = [
      this.capacity(presentOf) < units - rounding,
      this.serving < units - rounding,
    ];
    return this.stocks.map(({ kind, fleet }) => {
      const present = presentOf(fleet);
      if (grows) return { ...kind, present, least: present };
      return onlyStarting
        ? { ...kind, present, least: fleet.ready, most: present }
        : { ...kind, present, least: Math.min(kind.least, fleet.ready), most: fleet.ready };
    });
  }

  private capacity(of: (fleet: Fleet) => number): number {
    return this.stocks.reduce((sum, { kind, fleet }) => sum + kind.capacity * of(fleet), 0);
  }
}

const presentOf = ({ ready, pending }: Fleet): number => ready + pending;
