import type { Config } from "@signalbox/core/config/config";
import { type Estimate, estimate } from "@signalbox/core/cost/estimate";
import { type Orchestration, orchestration } from "@signalbox/core/cost/orchestration";
import { pricesDate } from "@signalbox/core/cost/prices";
import { type Saving, savings } from "@signalbox/core/cost/switches";
import type { Usage } from "@signalbox/core/cost/usage";
import { functions, workflows } from "@signalbox/functions/registry";

/** Everything that `signalbox cost` says of a stage. */
export interface Bill extends Estimate {
  readonly stage: string;
  readonly pricesDate: string;
  readonly usage: Usage;
  /** Rows of the table of prices in the sum, and those of them that were never read anywhere. */
  readonly rows: { readonly all: number; readonly unverified: readonly string[] };
  readonly orchestration: Orchestration;
  readonly savings: readonly Saving[];
}

/** @throws {Unpriced} for a region or a size of node that the table has no price of */
export function billOf(stage: string, config: Config, usage: Usage): Bill {
  const registry = { workflows, functions };
  const found = estimate(config, usage, registry);
  const summed = found.items.filter(({ quantity }) => quantity > 0);
  const rowsOf = (items: typeof summed) =>
    new Set(items.map(({ price, region }) => `${price} (${region === "global" ? "us-east-1" : region})`));
  return {
    stage,
    pricesDate,
    usage,
    ...found,
    rows: {
      all: rowsOf(summed).size,
      unverified: [...rowsOf(summed.filter(({ unverified }) => unverified))],
    },
    orchestration: orchestration(config, usage, registry),
    savings: savings(config, usage, registry),
  };
}
