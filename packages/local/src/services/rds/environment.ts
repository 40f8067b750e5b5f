import type { Random } from "../../world/random.ts";
import type { World } from "../../world/world.ts";
import type { Regional } from "../regional.ts";
import type { Global, RegionState } from "./state.ts";
import type { Timing } from "./timing.ts";

/** What all parts of RDS share. */
export interface Environment {
  readonly world: World;
  readonly random: Random;
  readonly timing: Timing;
  readonly at: Regional<RegionState>;
  /** Global clusters belong to no region. */
  readonly globals: Map<string, Global>;
  /** Aborts when the service stops. */
  readonly end: AbortSignal;
}
