import { NamedError } from "@signalbox/core/error";
import type { Permission } from "@signalbox/core/workflow/allow";
import type { Reading, ReleaseStrategy } from "../../release/strategy.ts";
import { blueGreen } from "../release-blue-green/strategy.ts";
import { canary } from "../release-canary/strategy.ts";
import { rolling } from "../release-rolling/strategy.ts";

/** Those that a machine of their own carries out, by name. */
const strategies = new Map<string, ReleaseStrategy>([
  ["canary", canary],
  ["blue-green", blueGreen],
  ["rolling", rolling],
]);

/** Throws `Release.UnsupportedStrategy` where no machine releases so. */
export function strategyOf(group: string, strategy: string): ReleaseStrategy {
  const found = strategies.get(strategy);
  if (found) return found;
  throw new NamedError(
    "Release.UnsupportedStrategy",
    `${group} is released by the strategy ${strategy}, and only ${[...strategies.keys()].join(", ")} is supported`,
  );
}

/** What a function needs to be called, whatever the strategy. */
export const allowing = (reading: Reading): readonly Permission[] =>
  [...strategies.values()].flatMap(({ allow }) => allow[reading]);
