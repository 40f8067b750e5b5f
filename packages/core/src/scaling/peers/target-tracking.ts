import type { Policy, PolicyFamily } from "../policy.ts";
import type { ReplicaProfile } from "../profile.ts";

/** How ECS's target tracking looks at its metric. */
interface Rule {
  /** Seconds of a datapoint. */
  readonly period: number;
  /** Seconds until CloudWatch has it. */
  readonly lag: number;
  /** Datapoints in a row above the target before it adds. */
  readonly out: number;
  /** Datapoints in a row below nine tenths of the target before it removes. */
  readonly in: number;
}

/**
 * Application Auto Scaling's target tracking on the share of slots in use: three datapoints above the target add, 15 minutes below
 * nine tenths of it remove, and 300 s pass between two steps (its default cool-down for ECS).
 */
const rules: Readonly<Record<"minute" | "fast", Rule>> = {
  minute: { period: 60, lag: 60, out: 3, in: 15 },
  fast: { period: 20, lag: 20, out: 3, in: 45 },
};

export const targetKnobs = [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
const coolDown = 300;

/** What this tracks over time: the mean use of slots in each of the last datapoints that are known. */
export function targetTracking(target: number, profile: ReplicaProfile, rule: Rule): Policy {
  const points: number[] = [];
  let [sum, seconds, lastOut, lastIn] = [0, 0, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return ({ at, seconds: bin, busy, ready, starting }) => {
    sum += (busy / Math.max(1, ready * profile.slots)) * bin;
    seconds += bin;
    if (seconds < rule.period) return undefined;
    points.push(sum / seconds);
    [sum, seconds] = [0, 0];
    const known = points.length - Math.round(rule.lag / rule.period);
    const [outs, ins] = [
      points.slice(Math.max(0, known - rule.out), known),
      points.slice(Math.max(0, known - rule.in), known),
    ];
    if (points.length > 60) points.splice(0, points.length - 50);
    const metric = outs.at(-1) ?? 0;
    const wanted = Math.ceil((ready * metric) / target);
    const all = ready + starting;
    if (
      outs.length === rule.out &&
      outs.every((point) => point > target) &&
      wanted > all &&
      at - lastOut >= coolDown
    ) {
      lastOut = at;
      return wanted;
    }
    const low = ins.length === rule.in && ins.every((point) => point < target * 0.9);
    if (low && wanted < all && at - Math.max(lastIn, lastOut) >= coolDown) {
      lastIn = at;
      return wanted;
    }
    return undefined;
  };
}

export const targetTracking60: PolicyFamily = {
  name: "ECS target tracking, 60 s",
  knobs: targetKnobs,
  make: (knob, profile) => targetTracking(knob, profile, rules.minute),
};

export const targetTracking20: PolicyFamily = {
  name: "ECS target tracking, 20 s",
  knobs: targetKnobs,
  make: (knob, profile) => targetTracking(knob, profile, rules.fast),
};
