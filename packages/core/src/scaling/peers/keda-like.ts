import type { PolicyFamily } from "../policy.ts";

/** Seconds between two looks, and seconds whose highest count is kept before anything is removed (the HPA's default). */
const [poll, stabilisation] = [30, 300];
/** What the HPA's ratio may be off before it acts. */
const tolerance = 0.1;

/** KEDA's scaler over the HPA: requests in flight and waiting, a target for each replica. */
export const kedaLike: PolicyFamily = {
  name: "KEDA-like",
  knobs: [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9],
  make: (target, { slots }) => {
    const wanted: { at: number; count: number }[] = [];
    return ({ at, busy, waiting, ready, starting }) => {
      if (at % poll !== 0) return undefined;
      const all = ready + starting;
      const ratio = (busy + waiting) / (all * slots * target);
      const count = Math.abs(ratio - 1) <= tolerance ? all : Math.ceil(all * ratio);
      wanted.push({ at, count });
      while ((wanted[0]?.at ?? at) < at - stabilisation) wanted.shift();
      if (count >= all) return count;
      return Math.min(all, Math.max(...wanted.map((one) => one.count)));
    };
  },
};
