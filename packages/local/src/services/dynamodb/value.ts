import { compareNumbers, significantDigits } from "./number.ts";
import { compareTexts } from "./text.ts";

/** An attribute's value as it is stored: never changed once made, so that it may be shared. */
export type Value =
  | { readonly type: "S"; readonly value: string }
  /** Plain decimal text, see canonicalNumber. */
  | { readonly type: "N"; readonly value: string }
  | { readonly type: "B"; readonly value: Buffer }
  | { readonly type: "BOOL"; readonly value: boolean }
  | { readonly type: "NULL"; readonly value: true }
  | { readonly type: "SS"; readonly value: readonly string[] }
  | { readonly type: "NS"; readonly value: readonly string[] }
  | { readonly type: "BS"; readonly value: readonly Buffer[] }
  | { readonly type: "L"; readonly value: readonly Value[] }
  | { readonly type: "M"; readonly value: Item };

export type ValueType = Value["type"];
export type Item = ReadonlyMap<string, Value>;

export function equal(left: Value, right: Value): boolean {
  if (left.type === "M" && right.type === "M") {
    const other = right.value;
    return (
      left.value.size === other.size &&
      left.value.entries().every(([name, value]) => {
        const its = other.get(name);
        return its !== undefined && equal(value, its);
      })
    );
  }
  if (left.type === "L" && right.type === "L") {
    const other = right.value;
    return (
      left.value.length === other.length &&
      left.value.every((value, index) => {
        const its = other[index];
        return its !== undefined && equal(value, its);
      })
    );
  }
  return left.type === right.type && identity(left) === identity(right);
}

/** Text that two values of the same type share exactly when they are equal; sets are equal in any order. */
export function identity(value: Value): string {
  switch (value.type) {
    case "B":
      return value.value.toString("base64");
    case "SS":
    case "NS":
      return JSON.stringify(value.value.toSorted());
    case "BS":
      return JSON.stringify(value.value.map((one) => one.toString("base64")).toSorted());
    case "L":
      return JSON.stringify(value.value.map((one) => [one.type, identity(one)]));
    case "M":
      return JSON.stringify(
        [...value.value].map(([name, one]) => [name, one.type, identity(one)]).toSorted(),
      );
    default:
      return String(value.value);
  }
}

/** Below 0 when left comes first; undefined for two types, or one that has no order. Text is ordered by its UTF-8 bytes. */
export function compare(left: Value, right: Value): number | undefined {
  if (left.type === "N" && right.type === "N") return compareNumbers(left.value, right.value);
  if (left.type === "S" && right.type === "S") return compareTexts(left.value, right.value);
  if (left.type === "B" && right.type === "B") return Buffer.compare(left.value, right.value);
  return undefined;
}

/** Bytes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function sizeOf(value: Value): number {
  switch (value.type) {
    case "S":
      return Buffer.byteLength(value.value);
    case "N":
      return numberSize(value.value);
    case "B":
      return value.value.byteLength;
    case "BOOL":
    case "NULL":
      return 1;
    case "SS":
      return total(value.value.map((one) => Buffer.byteLength(one)));
    case "NS":
      return total(value.value.map(numberSize));
    case "BS":
      return total(value.value.map((one) => one.byteLength));
    case "L":
      return 3 + total(value.value.map((one) => 1 + sizeOf(one)));
    case "M":
      return 3 + value.value.size + itemSize(value.value);
  }
}

/** Bytes of an item: its names and its values. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const [name, value] of item) size += Buffer.byteLength(name) + sizeOf(value);
  return size;
}

function numberSize(text: string): number {
  return Math.ceil(significantDigits(text) / 2) + 1 + (text.startsWith("-") ? 1 : 0);
}

const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);
