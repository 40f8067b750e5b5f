import type { Key, KeySchema } from "./key.ts";
import { compare, type Item, itemSize, type Value } from "./value.ts";

export interface Row {
  readonly key: Key;
  readonly item: Item;
  /** Bytes. */
  readonly size: number;
}

/** The items of one table, by partition, each partition in the order of its range key. */
export class Rows {
  readonly #schema: KeySchema;
  readonly #partitions = new Map<string, Row[]>();
  /** By the key's text: reads of one item are most of what a table is asked. */
  readonly #rows = new Map<string, Row>();
  #bytes = 0;

  constructor(schema: KeySchema) {
    this.#schema = schema;
  }

  get schema(): KeySchema {
    return this.#schema;
  }

  get count(): number {
    return this.#rows.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: Key): Item | undefined {
    return this.#rows.get(key.text)?.item;
  }

  put(key: Key, item: Item): void {
    this.delete(key);
    const { rows, at } = this.#find(key);
    const row = { key, item, size: itemSize(item) };
    rows.splice(at, 0, row);
    this.#partitions.set(partitionOf(key.hash), rows);
    this.#rows.set(key.text, row);
    this.#bytes += row.size;
  }

  delete(key: Key): void {
    const gone = this.#rows.get(key.text);
    if (!gone) return;
    const { rows, at } = this.#find(key);
    rows.splice(at, 1);
    if (rows.length === 0) this.#partitions.delete(partitionOf(key.hash));
    this.#rows.delete(key.text);
    this.#bytes -= gone.size;
  }

  /** The rows of one partition, in the order of the range key. */
  partition(hash: Value): readonly Row[] {
    return this.#partitions.get(partitionOf(hash)) ?? [];
  }

  /** The rows of one partition whose range key is not below a value, in its order. */
  from(hash: Value, least: Value): readonly Row[] {
    const rows = this.partition(hash);
    return rows.slice(firstFrom(rows, ({ range }) => (range ? (compare(range, least) ?? 0) : 0)));
  }

  /** All rows, in no order. */
  *all(): Generator<Row> {
    for (const rows of this.#partitions.values()) yield* rows;
  }

  /** All rows after a key, partition by partition; their order is that of a hash, as DynamoDB's is. */
  *scan(after?: Key): Generator<Row> {
    const places = [...this.#partitions.keys()].map((text) => ({ text, place: placeOf(text) }));
    const start = after && placeOf(partitionOf(after.hash));
    for (const { text } of places.toSorted((a, b) => (a.place < b.place ? -1 : 1))) {
      if (start !== undefined && placeOf(text) < start) continue;
      for (const row of this.#partitions.get(text) ?? [])
        if (!after || placeOf(text) !== start || rangeOrder(row.key, after) > 0) yield row;
    }
  }

  /** Where the key's row is in its partition, or would be. */
  #find(key: Key): { rows: Row[]; at: number } {
    const rows = this.#partitions.get(partitionOf(key.hash)) ?? [];
    return { rows, at: firstFrom(rows, (one) => rangeOrder(one, key)) };
  }
}

/** Index of the first row that is not below what `order` compares with. */
function firstFrom(rows: readonly Row[], order: (key: Key) => number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row && order(row.key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function partitionOf(hash: Value): string {
  return `${hash.type}:${hash.type === "B" ? hash.value.toString("base64") : String(hash.value)}`;
}

/** Below 0 when the first comes first within a partition; 0 where there is no range key. */
export function rangeOrder(one: Key, two: Key): number {
  return one.range && two.range ? (compare(one.range, two.range) ?? 0) : 0;
}

/** Sorts by FNV-1a of the text, then by the text. */
function placeOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return `${(hash >>> 0).toString(16).padStart(8, "0")}${text}`;
}
