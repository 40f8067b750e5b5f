import type { Partials } from "../partial.ts";

export const partial: Partials<"route53-recovery-cluster"> = {
  UpdateRoutingControlStates:
    "assertion rules of the kind ATLEAST alone; what the deployment makes has no API of its own here, and all endpoints know of a change at once",
  ListRoutingControls: "all on one page",
};
