import type { z } from "zod";

/** Reads a region's ledger; whoever asks brings it. */
export interface LedgerReader {
  get<Schema extends z.ZodType>(
    pk: string,
    sk: string,
    schema: Schema,
  ): Promise<z.output<Schema> | undefined>;
  /** All items whose sk begins so. */
  query<Schema extends z.ZodType>(pk: string, prefix: string, schema: Schema): Promise<z.output<Schema>[]>;
}
