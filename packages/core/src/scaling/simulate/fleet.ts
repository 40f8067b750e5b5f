import type { ReplicaProfile } from "../profile.ts";

/** Seconds from an order to the first request. */
export type StartUp = (ordered: number) => number;

interface Ordered {
  readonly at: number;
  readonly ready: number;
}

/** Replicas as a simulation plays them. */
export interface Replicas {
  readonly ready: number;
  readonly pending: number;
  /** As many as those that are ready serve like; a fraction where they are not alike. */
  readonly serving: number;
  /** Replica-seconds paid for since `settle`. */
  readonly paid: number;
  settle(): void;
  /** Makes ready what is, and says how long each took. */
  arrive(now: number): number[];
  /** Orders what is missing, or lets go. */
  want(count: number, now: number): void;
  /** Lets a stretch of time pass. */
  pass(seconds: number): void;
}

/** Replicas that are ready, starting and going, and what they cost. Paid for: from the order to the end of the drain, by the second. */
export class Fleet implements Replicas {
  ready: number;
  paid = 0;
  private starting: Ordered[] = [];
  private readonly profile: ReplicaProfile;
  private readonly startUp: StartUp;

  constructor(ready: number, profile: ReplicaProfile, startUp: StartUp) {
    this.ready = ready;
    this.profile = profile;
    this.startUp = startUp;
  }

  get pending(): number {
    return this.starting.length;
  }

  get serving(): number {
    return this.ready;
  }

  settle(): void {
    this.paid = 0;
  }

  arrive(now: number): number[] {
    if (this.starting.length === 0) return [];
    const here = this.starting.filter(({ ready }) => ready <= now);
    if (here.length === 0) return [];
    this.starting = this.starting.filter(({ ready }) => ready > now);
    this.ready += here.length;
    return here.map(({ at, ready }) => ready - at);
  }

  /** Of what it lets go: first what was ordered last, then what is ready. */
  want(count: number, now: number): void {
    for (let more = count - this.ready - this.starting.length; more > 0; more--)
      this.starting.push({ at: now, ready: now + this.startUp(now) });
    for (let fewer = this.ready + this.starting.length - count; fewer > 0; fewer--) {
      const last = this.starting.pop();
      if (last) this.paid += Math.max(0, this.profile.leastSeconds - (now - last.at));
      else {
        this.ready--;
        this.paid += this.profile.drainSeconds;
      }
    }
  }

  pass(seconds: number): void {
    this.paid += (this.ready + this.starting.length) * seconds;
  }
}
