import type { PolicyFamily } from "../policy.ts";

/** A number of replicas that never changes. */
export const staticFleet: PolicyFamily = {
  name: "static, best in hindsight",
  knobs: [40, 36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4],
  make: (knob) => () => knob,
};
