import type { AnyLaptop, Setting } from "../workflows/laptop.fixture.ts";
import type { Strategy } from "./plan.ts";

/** What users' rules give to a target group, and what it has. */
export interface SideSeen {
  readonly name: string;
  /** Percent. */
  readonly weight: number;
  readonly healthy: number;
}

/**
 * How a group of one strategy stands under simulation. Its functions are written as methods, whose parameters TypeScript compares
 * both ways: the grounds of all strategies stand in one table.
 */
export interface Ground<L extends AnyLaptop> {
  boot(setting: Setting, scenario: (laptop: L) => Promise<void>): Promise<void>;
  /** What each rule that users come by gives to whom; a rule's weights are in one list. */
  rules(laptop: L): Promise<readonly (readonly SideSeen[])[]>;
  /** What keeps the group from being whole on one revision, and which one serves, as family and number. */
  resting(laptop: L): Promise<{ readonly serving: string; readonly wrong: readonly string[] }>;
}

export type Grounds = Readonly<Record<Strategy, Ground<AnyLaptop>>>;
