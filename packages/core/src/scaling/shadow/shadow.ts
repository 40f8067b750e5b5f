import { binsOf, type Series } from "../bins.ts";
import type { ReplicaProfile } from "../profile.ts";
import { Fleet } from "../simulate/fleet.ts";
import { serve } from "../simulate/queue.ts";
import type { PlannedSeries } from "../status/series.ts";
import { type Stretch, stretchesOf } from "./stretches.ts";

/** A minute of which both sides are known: replicas that are paid for, and those of them that serve. */
export interface ShadowMinute {
  /** Seconds since 1970. */
  readonly at: number;
  readonly had: Standing;
  readonly planner: Standing;
  readonly demand: number;
  /** What the planner thought it may be once a new replica is ready: as likely above as below, and at most. */
  readonly middle: number;
  readonly high: number;
}

interface Standing {
  readonly paid: number;
  readonly ready: number;
}

/** What came of one side, over the minutes of which both are known. */
export interface ShadowSide {
  readonly replicaHours: number;
  readonly usd: number;
  /** Minutes in which more requests than the objective allows would wait longer than it allows. */
  readonly lateMinutes: number;
  /** The share of all requests that would not. */
  readonly inTime: number;
}

export interface Shadow {
  readonly minutes: readonly ShadowMinute[];
  /** Of which one side said nothing. */
  readonly missing: number;
  readonly had: ShadowSide;
  readonly planner: ShadowSide;
  /** Minutes in which requests really waited longer on average than the objective allows, or were turned away. */
  readonly measuredLateMinutes: number;
  /** Where the sides differ most, the most first. */
  readonly stretches: readonly Stretch[];
}

export interface ShadowSetting {
  readonly profile: ReplicaProfile;
  readonly objective: { readonly seconds: number; readonly late: number };
}

/**
 * What stood beside what the planner wanted. Its replicas are played: one that it wants is ready a start-up of the profile later, one
 * that it lets go is paid for until it has drained. The requests go through the same queue on both sides, so that both are measured
 * alike; what it says of each minute rests on the replicas that really stood.
 */
export function shadowOf(
  series: PlannedSeries,
  replicas: Series,
  { profile, objective }: ShadowSetting,
): Shadow {
  const [had, planner] = [new Side(), new Side()];
  const minutes: ShadowMinute[] = [];
  const work = workOf(series, replicas, profile);
  let fleet: Fleet | undefined;
  let paidBefore = 0;
  for (const [index, at] of series.times.entries()) {
    const [wanted, ready] = [series.wanted[index] ?? null, series.ready[index] ?? null];
    if (wanted === null || ready === null) continue;
    const paid = ready + (series.starting[index] ?? 0);
    fleet ??= new Fleet(paid, profile, () => profile.startSeconds);
    fleet.want(wanted, at);
    fleet.arrive(at);
    fleet.pass(60);
    const asked = { requests: series.requests[index] ?? 0, work: work[index] ?? 0 };
    had.serve(asked, ready * profile.slots, objective);
    had.paid += paid * 60 + Math.max(0, paidBefore - paid) * profile.drainSeconds;
    planner.serve(asked, fleet.ready * profile.slots, objective);
    paidBefore = paid;
    minutes.push({
      at,
      had: { paid, ready },
      planner: { paid: fleet.ready + fleet.pending, ready: fleet.ready },
      demand: series.demand[index] ?? 0,
      middle: series.middle[index] ?? 0,
      high: series.high[index] ?? 0,
    });
  }
  planner.paid = fleet?.paid ?? 0;
  return {
    minutes,
    missing: series.times.length - minutes.length,
    had: had.come(profile),
    planner: planner.come(profile),
    measuredLateMinutes: series.times.filter(
      (at, index) =>
        (series.wait[index] ?? 0) > objective.seconds || (replicas.refused.get(at * 1000) ?? 0) > 0,
    ).length,
    stretches: stretchesOf(minutes),
  };
}

/** Slot-seconds that come in each minute, by what the requests of the whole time took. */
function workOf({ times }: PlannedSeries, replicas: Series, profile: ReplicaProfile): number[] {
  const [first = 0] = times;
  const window = { from: first * 1000, to: (first + times.length * 60) * 1000, seconds: 60 };
  // Slots and wait are for what is late, which the queue says here.
  return binsOf(replicas, window, { profile, slots: 1, wait: 0 }).map(({ demand }) => demand?.work ?? 0);
}

class Side {
  /** Replica-seconds. */
  paid = 0;
  private queued = 0;
  private requests = 0;
  private late = 0;
  private lateMinutes = 0;

  serve(
    { requests, work }: { readonly requests: number; readonly work: number },
    slots: number,
    objective: ShadowSetting["objective"],
  ): void {
    const served = serve(this.queued, work, slots, 60, objective.seconds);
    this.queued = served.queued;
    this.requests += requests;
    this.late += requests * served.lateShare;
    if (requests > 0 && served.lateShare > objective.late) this.lateMinutes++;
  }

  come({ usdPerHour }: ReplicaProfile): ShadowSide {
    const replicaHours = this.paid / 3600;
    return {
      replicaHours,
      usd: replicaHours * usdPerHour,
      lateMinutes: this.lateMinutes,
      inTime: this.requests === 0 ? 1 : 1 - this.late / this.requests,
    };
  }
}
