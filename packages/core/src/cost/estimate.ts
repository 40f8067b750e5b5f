import type { Config } from "../config/config.ts";
import { awakeShare } from "./awake.ts";
import { inventory } from "./inventory.ts";
import { type CostLayer, costLayers, type Item, type Line, type Place } from "./item.ts";
import { backupLines } from "./layers/backup.ts";
import { chaosLines } from "./layers/chaos.ts";
import { computeLines } from "./layers/compute.ts";
import { dataLines } from "./layers/data.ts";
import { edgeLines } from "./layers/edge.ts";
import { identityLines } from "./layers/identity.ts";
import { networkLines } from "./layers/network.ts";
import { observabilityLines } from "./layers/observability.ts";
import { operationsLines } from "./layers/operations.ts";
import { pricedRegion } from "./price.ts";
import { isUnverified, prices } from "./prices.ts";
import { type Registry, registryOf } from "./registry.ts";
import type { Usage } from "./usage.ts";

/** What a month of a stage costs, in USD. */
export interface Estimate {
  readonly items: readonly Item[];
  readonly total: number;
}

const layers: Readonly<Record<CostLayer, (place: Place) => readonly Line[]>> = {
  network: networkLines,
  identity: identityLines,
  data: dataLines,
  edge: edgeLines,
  compute: computeLines,
  observability: observabilityLines,
  backup: backupLines,
  operations: operationsLines,
  chaos: chaosLines,
};

/**
 * Everything that the stacks create for a configuration, at list price: what costs nothing until it is used is an item of
 * 0. Free tiers, Savings Plans, support and taxes are left out.
 * @throws {Unpriced} for a region or a size of node that the table has no price of
 */
export function estimate(config: Config, usage: Usage, registry: Registry): Estimate {
  const items = placesOf(config, usage, registry).flatMap((place) =>
    costLayers.flatMap((layer) => layers[layer](place).flatMap((line) => priced(layer, place, line))),
  );
  return { items, total: sum(items) };
}

/** The regions of a stage, each with its share of what the stage is used for. */
export function placesOf(config: Config, usage: Usage, all: Registry): readonly Place[] {
  const registry = registryOf(all, config.regions.length);
  const awake = awakeShare(config);
  return config.regions.map((region) => {
    const primary = region.role === "primary";
    return {
      config,
      usage,
      registry,
      region,
      primary,
      others: config.regions.length - 1,
      has: inventory(config, region, registry),
      share: config.edge.routing === "latency" ? 1 / config.regions.length : primary ? 1 : 0,
      awake,
    };
  });
}

/** All of a place that its prices depend on. */
type PlaceOfPrice = { readonly region: Pick<Place["region"], "region"> };

/** A line as an item; nothing for what the region does not have at all. */
export function priced(layer: CostLayer, place: PlaceOfPrice, line: Line): readonly Item[] {
  const { what, quantity, price, discount = 0, note, global = false } = line;
  if (quantity === 0 && note === undefined) return [];
  const region = global ? "us-east-1" : pricedRegion(place.region.region);
  const { unit, amounts } = prices[price];
  const amount = amounts[region] * (1 - discount);
  return [
    {
      layer,
      region: global ? "global" : region,
      what,
      quantity,
      unit,
      price,
      amount,
      monthly: quantity * amount,
      ...(note !== undefined && { note }),
      unverified: isUnverified(price, region),
    },
  ];
}

export const sum = (items: readonly Pick<Item, "monthly">[]): number =>
  items.reduce((total, { monthly }) => total + monthly, 0);
