import type { Json, JsonObject } from "../../json.ts";
import { isObject, typeName } from "../../json.ts";
import { IntrinsicError } from "./error.ts";

const wrong = (expected: string, value: Json | undefined): never => {
  throw new IntrinsicError(`Invalid arguments: expected ${expected}, but was ${typeName(value ?? null)}`);
};

export const textOf = (value: Json | undefined): string =>
  typeof value === "string" ? value : wrong("a string", value);

export const numberOf = (value: Json | undefined): number =>
  typeof value === "number" ? value : wrong("a number", value);

/** Half up, towards plus infinity: -1.5 is -1 (recorded: test_math_add). */
export const integerOf = (value: Json | undefined): number => Math.floor(numberOf(value) + 0.5) + 0;

export const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : wrong("an array", value);

export const objectOf = (value: Json | undefined): JsonObject =>
  isObject(value) ? value : wrong("an object", value);

/** AWS takes at most this many characters where it encodes or hashes. */
export function shortTextOf(value: Json | undefined): string {
  const text = textOf(value);
  if (text.length <= 10_000) return text;
  throw new IntrinsicError("Invalid arguments: the text is longer than 10000 characters");
}
