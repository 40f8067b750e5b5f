import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { invalid, invalidValue } from "./invalid.ts";
import { canonicalNumber } from "./number.ts";
import type { Item, Value } from "./value.ts";

type WireItem = Record<string, AttributeValue>;

const maxDepth = 32;

/** Checks a value from the wire and makes it storable. Throws ValidationException. */
export function decode(wire: AttributeValue, depth = 0): Value {
  if (depth > maxDepth) throw invalid("Nesting Levels have exceeded supported limits");
  const members = Object.values(wire).filter((value) => value !== undefined).length;
  if (members !== 1)
    throw invalid(
      members === 0
        ? "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"
        : "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  if (wire.S !== undefined) return { type: "S", value: wire.S };
  if (wire.N !== undefined) return { type: "N", value: canonicalNumber(wire.N) };
  if (wire.B !== undefined) return { type: "B", value: Buffer.from(wire.B) };
  if (wire.BOOL !== undefined) return { type: "BOOL", value: wire.BOOL };
  if (wire.NULL !== undefined) {
    if (!wire.NULL) throw invalidValue("Null attribute value types must have the value of true");
    return { type: "NULL", value: true };
  }
  if (wire.SS !== undefined) return { type: "SS", value: distinct(wire.SS, "string", String) };
  if (wire.NS !== undefined)
    return { type: "NS", value: distinct(wire.NS.map(canonicalNumber), "number", String) };
  if (wire.BS !== undefined)
    return {
      type: "BS",
      value: distinct(
        wire.BS.map((one) => Buffer.from(one)),
        "binary",
        (one) => one.toString("base64"),
      ),
    };
  if (wire.L !== undefined) return { type: "L", value: wire.L.map((one) => decode(one, depth + 1)) };
  if (wire.M !== undefined) return { type: "M", value: decodeItem(wire.M, depth + 1) };
  throw invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
}

export function decodeItem(wire: WireItem, depth = 0): Item {
  const item = new Map<string, Value>();
  for (const [name, value] of Object.entries(wire)) item.set(name, decode(value, depth));
  return item;
}

/** A set has members, and each of them once. */
function distinct<T>(members: readonly T[], kind: string, text: (member: T) => string): readonly T[] {
  if (members.length === 0) throw invalidValue(`An ${kind} set  may not be empty`);
  const texts = members.map(text);
  if (new Set(texts).size < texts.length)
    throw invalidValue(`Input collection [${texts.join(", ")}] contains duplicates.`);
  return members;
}

/** A copy for the wire, which its receiver may change. */
export function encode(value: Value): AttributeValue {
  switch (value.type) {
    case "S":
      return { S: value.value };
    case "N":
      return { N: value.value };
    case "B":
      return { B: new Uint8Array(value.value) };
    case "BOOL":
      return { BOOL: value.value };
    case "NULL":
      return { NULL: true };
    case "SS":
      return { SS: [...value.value] };
    case "NS":
      return { NS: [...value.value] };
    case "BS":
      return { BS: value.value.map((one) => new Uint8Array(one)) };
    case "L":
      return { L: value.value.map(encode) };
    case "M":
      return { M: encodeItem(value.value) };
  }
}

export function encodeItem(item: Item): WireItem {
  const wire: WireItem = {};
  for (const [name, value] of item) wire[name] = encode(value);
  return wire;
}
