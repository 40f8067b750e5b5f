import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { invalid } from "../invalid.ts";
import type { Value } from "../value.ts";
import { decode } from "../wire-value.ts";

/** The names and values that a request gives its expressions, and which of them no expression has used. */
export class Placeholders {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, Value>;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  constructor(names: Record<string, string> | undefined, values: Record<string, AttributeValue> | undefined) {
    checkKeys("ExpressionAttributeNames", names, /^#[A-Za-z0-9_]+$/);
    checkKeys("ExpressionAttributeValues", values, /^:[A-Za-z0-9_]+$/);
    this.#names = new Map(Object.entries(names ?? {}));
    this.#values = new Map(Object.entries(values ?? {}).map(([key, value]) => [key, decode(value)]));
    this.#unusedNames = new Set(this.#names.keys());
    this.#unusedValues = new Set(this.#values.keys());
  }

  name(placeholder: string): string | undefined {
    this.#unusedNames.delete(placeholder);
    return this.#names.get(placeholder);
  }

  value(placeholder: string): Value | undefined {
    this.#unusedValues.delete(placeholder);
    return this.#values.get(placeholder);
  }

  /** After the last expression: throws when a name or a value was given for nothing. */
  checkUsed(): void {
    const check = (what: string, unused: Set<string>): void => {
      if (unused.size > 0)
        throw invalid(`Value provided in ${what} unused in expressions: keys: {${[...unused].join(", ")}}`);
    };
    check("ExpressionAttributeNames", this.#unusedNames);
    check("ExpressionAttributeValues", this.#unusedValues);
  }
}

function checkKeys(what: string, given: object | undefined, pattern: RegExp): void {
  if (!given) return;
  const keys = Object.keys(given);
  if (keys.length === 0) throw invalid(`${what} must not be empty`);
  for (const key of keys)
    if (!pattern.test(key)) throw invalid(`${what} contains invalid key: Syntax error; key: "${key}"`);
}
