import type { Policy, PolicyFamily } from "../policy.ts";
import type { ReplicaProfile } from "../profile.ts";
import type { Decision } from "./decision.ts";
import { planner } from "./planner.ts";

/** Replicas, when policies are compared. */
export const bounds = { least: 1, most: 200 };
/** What requests are promised: 99 % wait 5 s at most. */
export const objective = { seconds: 5, late: 0.01 };
const common = { bounds, objective };

/** Ours turned by hand as the peers are, by the price of being late. */
export const ours: PolicyFamily = {
  name: "Signalbox",
  knobs: [64, 48, 36, 27, 20, 15, 11, 8, 6, 4.5, 3.4, 2.5],
  make: (price, profile) => planner({ ...common, profile, price, steered: false }),
};

/** The price that it begins with where nobody turns anything. */
export const firstPrice = 32;

/** Of a service that may have no replica: what `inference.services.<name>.hold.quietMinutes` is unless said. */
const quietSeconds = 15 * 60;

/** Ours as it is meant to run: one setting for every service; `tell` hears every decision. With a `least` of 0 it goes to zero. */
export const steered = (
  profile: ReplicaProfile,
  tell?: (decision: Decision) => void,
  least: 0 | 1 = 1,
): Policy =>
  planner(
    {
      ...{ ...common, profile, price: firstPrice, steered: true },
      ...(least === 0 && { bounds: { ...bounds, least }, quietSeconds }),
    },
    tell,
  );
