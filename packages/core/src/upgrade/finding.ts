import { z } from "zod";

/** What two versions may do with one database: all that a schema without changes allows, overlap for a while, or not meet at all. */
export const UpgradeClass = z.enum(["none", "additive", "breaking"]);
export type UpgradeClass = z.output<typeof UpgradeClass>;

export const UpgradeFinding = z.strictObject({
  class: z.enum(["additive", "breaking", "refused"]),
  /** What showed it: the definitions, the rows, statements that were run, or the migration itself. */
  layer: z.enum(["schema", "contents", "statements", "migration"]),
  /** `schema.table`, `schema.table.column`, or a view's, type's or sequence's name; empty: all of it. */
  where: z.string(),
  /** For people, with values. */
  sentence: z.string(),
});
export type UpgradeFinding = z.output<typeof UpgradeFinding>;

/**
 * Rows from which on it counts that none of them breaks a rule which nothing has enforced: of 100 writes without a fault fewer
 * than 3 in 100 have one, at 95 % (the rule of three, Hanley and Lippman-Hand 1983, https://doi.org/10.1001/jama.1983.03330370053031).
 */
export const enoughRows = 100;

/** The bound that the rule of three gives for `rows` without a fault, such as `1 in 166`. */
export const atMost = (rows: number): string => `1 in ${Math.floor(rows / 3)}`;

/** A number as people write it. */
export const many = (count: number, what: string): string =>
  `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
