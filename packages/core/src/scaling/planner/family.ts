import type { Policy, PolicyFamily } from "../policy.ts";
import type { ReplicaProfile } from "../profile.ts";
import { planner } from "./planner.ts";

const common = { bounds: { least: 1, most: 200 }, objective: { seconds: 5, late: 0.01 } };

/** Ours turned by hand as the peers are, by the price of being late. */
export const ours: PolicyFamily = {
  name: "Signalbox",
  knobs: [64, 48, 36, 27, 20, 15, 11, 8, 6, 4.5, 3.4, 2.5],
  make: (price, profile) => planner({ ...common, profile, price, steered: false }),
};

/** The price that it begins with where nobody turns anything. */
export const firstPrice = 32;

/** Ours as it is meant to run: one setting for every service. */
export const steered = (profile: ReplicaProfile): Policy =>
  planner({ ...common, profile, price: firstPrice, steered: true });
