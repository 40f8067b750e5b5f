/** Regions that the table has prices of. */
export const pricedRegions = ["us-east-1", "eu-west-1", "ap-southeast-1"] as const;
export type PricedRegion = (typeof pricedRegions)[number];

/** Where an amount was read other than on AWS's own page. */
export interface Reading {
  /** Address, or what was quoted. */
  readonly where: string;
  /** Day or month that the text gives itself; `undated` where it gives none. */
  readonly date: string;
}

/** One list price, on demand, in USD, without tax, discounts and free tiers. */
export interface Price {
  readonly unit: string;
  readonly amounts: Readonly<Record<PricedRegion, number>>;
  /** AWS's page of the price: where to look it up again. */
  readonly page: string;
  /** Where each region's amount was read; a region that is absent is from memory: unverified. */
  readonly read: Readonly<Partial<Record<PricedRegion, Reading>>>;
}

/** Something that the table of prices has not. */
export class Unpriced extends Error {
  override readonly name = "Unpriced";
  readonly known: readonly string[];
  constructor(what: string, known: readonly string[]) {
    super(`there is no price of ${what}: the table has ${known.join(", ")}`);
    this.known = known;
  }
}

/** @throws {Unpriced} for a region that the table has no prices of */
export function pricedRegion(region: string): PricedRegion {
  const found = pricedRegions.find((each) => each === region);
  if (found === undefined) throw new Unpriced(`anything in ${region}`, pricedRegions);
  return found;
}
