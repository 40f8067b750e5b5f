import { invalid, invalidValue } from "./invalid.ts";
import { type Item, identity, itemSize, type Value } from "./value.ts";

export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
}

/** The primary key of one item. */
export interface Key {
  readonly hash: Value;
  readonly range?: Value;
  /** The same for two keys exactly when they are the same key. */
  readonly text: string;
  readonly item: Item;
}

/** Bytes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const maxItemBytes = 400 * 1024;
const maxKeyBytes = { hash: 2048, range: 1024 } as const;

export function keyAttributes({ hash, range }: KeySchema): readonly KeyAttribute[] {
  return range ? [hash, range] : [hash];
}

/** The key of a whole item; throws when it lacks a part of it. */
export function keyOfItem(schema: KeySchema, item: Item): Key {
  for (const { name, type } of keyAttributes(schema)) {
    const value = item.get(name);
    if (!value) throw invalidValue(`Missing the key ${name} in the item`);
    if (value.type !== type)
      throw invalidValue(`Type mismatch for key ${name} expected: ${type} actual: ${value.type}`);
  }
  return keyFrom(schema, item);
}

/** A key given by itself; throws unless it has the schema's attributes and no other. */
export function keyGiven(schema: KeySchema, given: Item): Key {
  const attributes = keyAttributes(schema);
  const fits = given.size === attributes.length;
  if (!fits || attributes.some(({ name, type }) => given.get(name)?.type !== type))
    throw invalid("The provided key element does not match the schema");
  return keyFrom(schema, given);
}

function keyFrom(schema: KeySchema, from: Item): Key {
  const parts = keyAttributes(schema).map(({ name }, index) => {
    const value = from.get(name);
    if (!value) throw new Error(`key attribute ${name} was checked before`);
    checkPart(name, value, index === 0 ? "hash" : "range");
    return [name, value] as const;
  });
  const [[, hash] = [], [, range] = []] = parts;
  if (!hash) throw new Error("a key schema has a hash attribute");
  const text = JSON.stringify(parts.map(([, value]) => identity(value)));
  return { hash, ...(range && { range }), text, item: new Map(parts) };
}

function checkPart(name: string, value: Value, kind: "hash" | "range"): void {
  if (value.type === "N") return;
  const bytes = value.type === "S" || value.type === "B" ? Buffer.byteLength(value.value) : 0;
  if (bytes === 0)
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${value.type === "S" ? "string" : "binary"} value. Key: ${name}`,
    );
  if (bytes > maxKeyBytes[kind])
    throw invalidValue(
      kind === "hash"
        ? `Size of hashkey has exceeded the maximum size limit of${maxKeyBytes.hash} bytes`
        : `Aggregated size of all range keys has exceeded the size limit of ${maxKeyBytes.range} bytes`,
    );
}

/** Throws when an item is larger than DynamoDB stores. */
export function checkItemSize(item: Item, message: string): void {
  if (itemSize(item) > maxItemBytes) throw invalid(message);
}
