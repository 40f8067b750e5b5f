import type { NormalizedSchema } from "@smithy/core/schema";
import { AwsError } from "../services/error.ts";

/**
 * Checks that decoded input has the types that its schema names, so that no service meets a string where a list should be.
 * The SDK's deserializers let such values through. Throws SerializationException naming the member.
 */
export function conform(schema: NormalizedSchema, value: unknown, path = ""): void {
  const expected = mismatch(schema, value);
  if (expected) throw malformed(`${path || "the request"} should be ${expected}`);
  if (schema.isStructSchema()) {
    for (const [name, member] of schema.structIterator()) {
      const child = property(value, name);
      if (child !== undefined) conform(member, child, path ? `${path}.${name}` : name);
    }
  } else if (schema.isListSchema() && Array.isArray(value)) {
    const element = schema.getValueSchema();
    for (const [index, child] of value.entries())
      if (child !== null || !schema.getMergedTraits().sparse) conform(element, child, `${path}[${index}]`);
  } else if (schema.isMapSchema()) {
    const element = schema.getValueSchema();
    for (const [key, child] of Object.entries(value ?? {}))
      if (child !== null || !schema.getMergedTraits().sparse) conform(element, child, `${path}.${key}`);
  }
}

/** AWS's word for a request that cannot be read. */
export const malformed = (message: string): AwsError => new AwsError("SerializationException", message);

/** What the value should have been, or undefined where it fits. */
function mismatch(schema: NormalizedSchema, value: unknown): string | undefined {
  if (schema.isDocumentSchema()) return undefined;
  if (schema.isListSchema()) return Array.isArray(value) ? undefined : "a list";
  if (schema.isStructSchema() || schema.isMapSchema() || schema.isUnitSchema())
    return isPlainObject(value) ? undefined : "an object";
  if (schema.isTimestampSchema())
    return value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : "a timestamp";
  if (schema.isBlobSchema()) return value instanceof Uint8Array ? undefined : "base64 text";
  if (schema.isBooleanSchema()) return typeof value === "boolean" ? undefined : "true or false";
  if (schema.isNumericSchema())
    return typeof value === "number" && !Number.isNaN(value) ? undefined : "a number";
  if (schema.isBigIntegerSchema()) return typeof value === "bigint" ? undefined : "an integer";
  // LazyJsonString, for members of media type JSON, is a String object.
  if (schema.isStringSchema())
    return typeof value === "string" || value instanceof String ? undefined : "a string";
  return undefined;
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);

const property = (value: unknown, name: string): unknown =>
  isPlainObject(value) ? Reflect.get(value, name) : undefined;
