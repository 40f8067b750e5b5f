import type { Random } from "../../../world/random.ts";

/** Rows of one table as a statement takes them: column → value; JSON is text. */
export interface Rows {
  readonly table: string;
  readonly rows: Iterable<Row>;
}
export type Row = Readonly<Record<string, string | number | boolean | null>>;

export const json = (value: unknown): string => JSON.stringify(value);

/** `count` rows, one after the other: a chat is too long to hold all. */
export function* rowsOf(count: number, row: (index: number) => Row): Generator<Row> {
  for (let index = 0; index < count; index++) yield row(index);
}

/** The second in which an installation of 18 months began, and how long it has lived. */
export const bornAt = 1_690_000_000;
const age = 47_000_000;

export const moment = (chance: Random): number => bornAt + Math.floor(chance.next() * age);
export const pick = (chance: Random, count: number): number => Math.floor(chance.next() * count);
export const happens = (chance: Random, share: number): boolean => chance.next() < share;

/** Log-normal with a median and a 99th percentile. */
export function skewed(chance: Random, median: number, p99: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next());
  return Math.round(median * Math.exp((normal * Math.log(p99 / median)) / 2.326));
}

const words =
  "answer model token chat vector prompt query latent graph table index merge river stone cloud light".split(
    " ",
  );

/** Text of `length` characters that begins somewhere in a page of words. */
export function prose(chance: Random, length: number): string {
  const from = pick(chance, page.length / 2);
  return page.slice(from, from + length).padEnd(Math.min(length, 20_000), " ...");
}

let seed = 7;
const page = Array.from({ length: 40_000 }, () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return words[seed % words.length] ?? "";
}).join(" ");
