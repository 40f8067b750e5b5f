/** Something that is there and cannot be read, with what the reader was told. */
export interface Unreadable {
  readonly unreadable: string;
}

interface FoundRows {
  readonly rows: number;
  readonly digest: string;
}

export interface FoundTable extends FoundRows {
  /** Both absent where the reader knows of no buckets. */
  readonly shape?: string;
  readonly buckets?: Readonly<Record<string, FoundRows>>;
}

/** The next value and the largest one in use; undefined: the column is empty. */
export interface FoundSequence {
  readonly next: number;
  readonly largest: number | undefined;
}

/** What a restored database holds; names as in its manifest. */
export interface FoundDatabase {
  readonly kind: "database";
  readonly tables: Readonly<Record<string, FoundTable | Unreadable>>;
  /** Rows that point to nothing, by constraint; a constraint that is not there is missing here. */
  readonly foreignKeys: Readonly<Record<string, number | Unreadable>>;
  readonly sequences: Readonly<Record<string, FoundSequence | Unreadable>>;
  readonly extensions: readonly string[];
  /** Milliseconds since 1970. */
  readonly canaryAt: number | undefined;
}

export interface FoundFiles {
  readonly kind: "files";
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number } | Unreadable>>;
}

export interface FoundConfiguration {
  readonly kind: "configuration";
  readonly parts: Readonly<Record<string, { readonly sha256: string; readonly bytes: number } | Unreadable>>;
  /** What this version's schema refuses, each a sentence with its path. */
  readonly problems: readonly string[];
}

export type Found = FoundDatabase | FoundFiles | FoundConfiguration;
