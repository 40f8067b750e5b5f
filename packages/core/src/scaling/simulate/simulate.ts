import type { Bounds, Policy } from "../policy.ts";
import type { ReplicaProfile } from "../profile.ts";
import { Fleet, type Replicas, type StartUp } from "./fleet.ts";
import { binSeconds, type Load } from "./load.ts";
import { type Outcome, Tally } from "./outcome.ts";
import { serve } from "./queue.ts";

export interface Setting {
  readonly profile: ReplicaProfile;
  readonly bounds: Bounds;
  /** Seconds that a request may wait for its slot. */
  readonly objective: number;
  readonly startUp: StartUp;
  /** Replicas that are ready at the beginning. */
  readonly first: number;
  /** What stands instead of `first` equal replicas. */
  readonly replicas?: Replicas;
  /** The minute from which on it counts; what comes before is lived through, and seen by the policy. */
  readonly scoredFrom: number;
  /** Whether a bin's metrics are missing. */
  readonly blind?: (at: number) => boolean;
  /** Called with the replicas of each bin. */
  readonly watch?: (at: number, ready: number, starting: number) => void;
}

/** Plays a load against a policy, bin by bin: replicas arrive, requests are served, the policy is asked. */
export function simulate({ requests, work }: Load, policy: Policy, setting: Setting): Outcome {
  const { profile, bounds, objective, blind, watch } = setting;
  const fleet = setting.replicas ?? new Fleet(setting.first, profile, setting.startUp);
  const tally = new Tally();
  const scoredFrom = (setting.scoredFrom * 60) / binSeconds;
  const held: { readonly at: number; readonly came: number; readonly late: number }[] = [];
  let queued = 0;
  for (let bin = 0; bin < requests.length; bin++) {
    const start = bin * binSeconds;
    if (bin === scoredFrom) fleet.settle();
    const started = fleet.arrive(start);
    const [came, todo] = [requests[bin] ?? 0, work[bin] ?? 0];
    const served = serve(queued, todo, fleet.serving * profile.slots, binSeconds, objective);
    queued = served.queued;
    fleet.pass(binSeconds);
    watch?.(start, fleet.ready, fleet.pending);
    const late = came * served.lateShare;
    const one = { at: start, came, late };
    // Nobody knows yet how long those wait who are held: until a replica comes, and then for those before them.
    if (served.wait === Number.POSITIVE_INFINITY) held.push(one);
    else {
      for (const each of [...held.splice(0), one])
        if (each.at >= scoredFrom * binSeconds)
          tally.add(each.at, each.came, each.late, start - each.at + served.wait);
    }
    const at = start + binSeconds;
    const wanted = policy({
      at,
      seconds: binSeconds,
      demand: blind?.(at) ? undefined : { requests: came, work: todo },
      busy: served.done / binSeconds,
      waiting: todo > 0 ? (queued * came) / todo : queued > 0 ? 1 : 0,
      late,
      ready: fleet.ready,
      starting: fleet.pending,
      started,
    });
    if (wanted !== undefined) fleet.want(Math.min(bounds.most, Math.max(bounds.least, wanted)), at);
  }
  const end = requests.length * binSeconds;
  for (const { at, came, late } of held)
    if (at >= scoredFrom * binSeconds) tally.add(at, came, late, end - at);
  return tally.outcome(fleet.paid);
}
