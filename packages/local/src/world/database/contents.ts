/** What a database holds, for comparison. Digests are comparable within one kind of plane. */
export interface Contents {
  /** By name: rows, and a digest that does not depend on their order. */
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly digest: string }>>;
  readonly sequences: readonly SequenceState[];
  /** Foreign keys with the number of rows that refer to nothing. */
  readonly orphans: readonly { readonly table: string; readonly column: string; readonly rows: number }[];
  readonly extensions: readonly string[];
}

export interface SequenceState {
  readonly table: string;
  readonly column: string;
  /** What the sequence gives next. */
  readonly next: number;
  /** In the column; 0 for an empty table. */
  readonly highest: number;
}
