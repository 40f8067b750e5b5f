import { createHash } from "node:crypto";
import { random as seeded } from "../../../world/random.ts";
import type { Json } from "../../json.ts";
import type { PathScope } from "../scope.ts";
import { integerOf, listOf, objectOf, shortTextOf, textOf } from "./arguments.ts";
import { contains, getItem, partition, range, unique } from "./arrays.ts";
import { IntrinsicError } from "./error.ts";
import { format } from "./format.ts";

/** One function, with how many arguments it takes. */
export interface Intrinsic {
  readonly least: number;
  readonly most: number;
  run(args: readonly Json[], scope: PathScope): Json;
}

const any = Number.POSITIVE_INFINITY;

const fixed = (count: number, run: Intrinsic["run"]): Intrinsic => ({ least: count, most: count, run });

const algorithms = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

function hash([data, algorithm]: readonly Json[]): string {
  const name = algorithms.get(textOf(algorithm));
  if (!name) throw new IntrinsicError(`Unsupported hash algorithm: ${algorithm}`);
  const text = typeof data === "string" ? shortTextOf(data) : JSON.stringify(data);
  return createHash(name).update(text).digest("hex");
}

/** Nothing but space is null (recorded: test_string_to_json). */
function stringToJson([text]: readonly Json[]): Json {
  const source = textOf(text);
  if (source.trim() === "") return null;
  try {
    const value: Json = JSON.parse(source);
    return Object.is(value, -0) ? 0 : value;
  } catch {
    throw new IntrinsicError(`The text is not valid JSON: ${source}`);
  }
}

/** Every character of the delimiter parts by itself, and empty parts are dropped (recorded: test_string_split). */
function stringSplit([text, delimiters]: readonly Json[]): Json {
  const set = new Set(textOf(delimiters));
  const parts = [""];
  for (const character of textOf(text))
    if (set.has(character)) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  return parts.filter((part) => part !== "");
}

function jsonMerge([first, second, deep]: readonly Json[]): Json {
  if (deep !== false)
    throw new IntrinsicError("Deep merging is not supported; the third argument must be false");
  return { ...objectOf(first), ...objectOf(second) };
}

/** From the first number to the last, which is left out. */
function mathRandom(args: readonly Json[], scope: PathScope): number {
  const [first, last] = [integerOf(args[0]), integerOf(args[1])];
  if (first >= last) throw new IntrinsicError("The start number must be less than the end number");
  const chance = args[2] === undefined ? scope.chance.random : seeded(integerOf(args[2]));
  return first + Math.floor(chance.next() * (last - first));
}

/** All that there are: https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const intrinsics: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ["States.Array", { least: 0, most: any, run: (args) => args }],
  ["States.ArrayPartition", fixed(2, partition)],
  ["States.ArrayContains", fixed(2, contains)],
  ["States.ArrayRange", fixed(3, range)],
  ["States.ArrayGetItem", fixed(2, getItem)],
  ["States.ArrayLength", fixed(1, ([list]) => listOf(list).length)],
  ["States.ArrayUnique", fixed(1, unique)],
  ["States.Base64Encode", fixed(1, ([text]) => Buffer.from(shortTextOf(text)).toString("base64"))],
  ["States.Base64Decode", fixed(1, ([text]) => Buffer.from(shortTextOf(text), "base64").toString("utf8"))],
  ["States.Hash", fixed(2, hash)],
  ["States.JsonMerge", fixed(3, jsonMerge)],
  ["States.StringToJson", fixed(1, stringToJson)],
  ["States.JsonToString", fixed(1, ([value]) => JSON.stringify(value))],
  ["States.MathRandom", { least: 2, most: 3, run: mathRandom }],
  ["States.MathAdd", fixed(2, ([a, b]) => integerOf(a) + integerOf(b))],
  ["States.StringSplit", fixed(2, stringSplit)],
  ["States.UUID", fixed(0, (_, { chance }) => chance.random.uuid())],
  ["States.Format", { least: 1, most: any, run: ([text, ...values]) => format(textOf(text), values) }],
]);
