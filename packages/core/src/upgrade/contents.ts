import { z } from "zod";

const Count = z.int().min(0);

const Column = z.strictObject({
  /**
   * Rows by what the column holds there: of JSON its kind (`object`, `array`, `string`, `number`, `boolean`, `null`), else `value`;
   * without the rows that have none (NULL).
   */
  forms: z.record(z.string(), Count),
  /** Over all values, each with its row's key: the same where every row holds what it held. */
  digest: z.string(),
  /** Whether all rows that have a value have the same one. */
  uniform: z.boolean(),
});
export type ColumnContents = z.output<typeof Column>;

const Table = z.strictObject({
  rows: Count,
  /** The columns that digests tell rows apart by; empty: none, and a digest does not say which row holds a value. */
  key: z.array(z.string()),
  columns: z.record(z.string(), Column),
});
export type TableContents = z.output<typeof Table>;

/** What tables hold, by `schema.table`; no value of any row is in it. */
export const Contents = z.record(z.string(), Table);
export type Contents = z.output<typeof Contents>;

/** Rows in which a column has a value. */
export const valuesIn = ({ forms }: ColumnContents): number =>
  Object.values(forms).reduce((sum, rows) => sum + rows, 0);
