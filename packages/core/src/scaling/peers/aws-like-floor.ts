import type { PolicyFamily } from "../policy.ts";
import { targetTracking60 } from "./target-tracking.ts";

const hour = 3600;
const day = 24 * hour;

/**
 * Target tracking over a floor that is forecast hour by hour, as predictive scaling of AWS does it: it never removes what the metric
 * asks for. AWS does not publish its model; here the hour's forecast is the mean of the same hour on the last two days and a week ago.
 */
export const awsLikeFloor: PolicyFamily = {
  name: "target tracking 60 s + AWS-like floor",
  knobs: targetTracking60.knobs,
  make: (target, profile) => {
    const track = targetTracking60.make(target, profile);
    const hours: number[] = [];
    let [busy, bins] = [0, 0];
    const forecast = (at: number): number | undefined => {
      const then = [day, 2 * day, 7 * day]
        .map((ago) => hours[Math.floor((at - ago) / hour)])
        .filter((one) => one !== undefined);
      return then.length > 0 ? then.reduce((sum, one) => sum + one, 0) / then.length : undefined;
    };
    return (seen) => {
      busy += seen.busy;
      bins++;
      if (seen.at % hour === 0) {
        hours.push(busy / bins);
        [busy, bins] = [0, 0];
      }
      const tracked = track(seen);
      if (seen.at % 60 !== 0) return tracked;
      const ahead = Math.max(forecast(seen.at) ?? 0, forecast(seen.at + profile.startSeconds) ?? 0);
      const floor = Math.ceil(ahead / (profile.slots * target));
      const all = seen.ready + seen.starting;
      if (tracked !== undefined) return Math.max(tracked, floor);
      return floor > all ? floor : undefined;
    };
  },
};
