import type { Config } from "../config/config.ts";
import type { Inventory } from "./inventory.ts";
import type { PricedRegion } from "./price.ts";
import type { PriceId } from "./prices.ts";
import type { Registry } from "./registry.ts";
import type { Usage } from "./usage.ts";

/** In the order in which the stacks create them. */
export const costLayers = [
  "network",
  "identity",
  "data",
  "edge",
  "compute",
  "observability",
  "backup",
  "operations",
  "chaos",
] as const;
export type CostLayer = (typeof costLayers)[number];

/** What a layer says of something that it creates. */
export interface Line {
  readonly what: string;
  /** In the unit of the price. */
  readonly quantity: number;
  readonly price: PriceId;
  /** Below the list price, 0 to 1. */
  readonly discount?: number;
  readonly note?: string;
  /** Of no region; said once, in the primary's lines. */
  readonly global?: boolean;
}

/** A line with its price: `monthly` is `quantity` times `amount`, in USD. */
export interface Item {
  readonly layer: CostLayer;
  readonly region: PricedRegion | "global";
  readonly what: string;
  readonly quantity: number;
  readonly unit: string;
  readonly price: PriceId;
  /** USD for one unit, a discount taken off. */
  readonly amount: number;
  readonly monthly: number;
  readonly note?: string;
  /** The amount was never read anywhere, it is from memory. */
  readonly unverified: boolean;
}

/** One region, with what is in it and how much of the stage's use falls on it. */
export interface Place {
  readonly config: Config;
  readonly usage: Usage;
  readonly registry: Registry;
  readonly region: Config["regions"][number];
  readonly primary: boolean;
  /** Other regions of the stage. */
  readonly others: number;
  readonly has: Inventory;
  /** Share of the requests, 0 to 1. */
  readonly share: number;
  /** Share of the month that tasks are up, 0 to 1. */
  readonly awake: number;
}

/** Whether it is free until somebody uses it, which is then said. */
export const freeUntilUsed = "free until used";
