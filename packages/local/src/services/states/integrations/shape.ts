import type { NormalizedSchema } from "@smithy/core/schema";
import { StatesError } from "../../../engine/error.ts";
import type { Json, JsonObject } from "../../../engine/json.ts";
import { isObject } from "../../../engine/json.ts";

/** A task's arguments as an operation's input: PascalCase members become the API's own, texts become dates and bytes. */
export function fromArguments(schema: NormalizedSchema, value: Json, where: string): object {
  const input = decode(schema, value, where);
  if (typeof input === "object" && input !== null) return input;
  throw new StatesError("States.Runtime", `The Arguments of ${where} must be an object`);
}

function decode(schema: NormalizedSchema, value: Json, where: string): unknown {
  if (value === null) return undefined;
  if (schema.isStructSchema() && isObject(value)) return decodeStruct(schema, value, where);
  if (schema.isListSchema() && Array.isArray(value))
    return value.map((item: Json) => decode(schema.getValueSchema(), item, where));
  if (schema.isMapSchema() && isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, decode(schema.getValueSchema(), item, where)]),
    );
  if (schema.isTimestampSchema()) return new Date(typeof value === "number" ? value * 1000 : String(value));
  if (schema.isBlobSchema()) return Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
  // A text parameter given as an object is sent as its JSON text, such as an event's Detail.
  if (schema.isStringSchema() && typeof value === "object") return JSON.stringify(value);
  return value;
}

function decodeStruct(schema: NormalizedSchema, value: JsonObject, where: string): object {
  const members = new Map(
    [...schema.structIterator()].map(([name, member]) => [name.toLowerCase(), { name, member }]),
  );
  const struct: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const found = members.get(key.toLowerCase());
    if (!found)
      throw new StatesError(
        "States.Runtime",
        `The field '${key}' is not supported by Step Functions (${where})`,
      );
    struct[found.name] = decode(found.member, item, where);
  }
  return struct;
}

/** An operation's output as a task's result: members in the PascalCase of the SDK for Java 2, dates as ISO 8601. */
export function toResult(schema: NormalizedSchema, output: object): JsonObject {
  const result = encode(schema, output);
  return isObject(result) ? result : {};
}

function encode(schema: NormalizedSchema, value: unknown): Json | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
  if (schema.isListSchema() && Array.isArray(value))
    return value.map((item: unknown) => encode(schema.getValueSchema(), item) ?? null);
  if (schema.isStructSchema() && typeof value === "object")
    return encodeMembers(schema.structIterator(), value, javaName);
  if (schema.isMapSchema() && typeof value === "object")
    return encodeMembers(
      Object.keys(value).map((key) => [key, schema.getValueSchema()]),
      value,
      (key) => key,
    );
  if (typeof value === "bigint") return Number(value);
  return typeof value === "object" ? JSON.parse(JSON.stringify(value)) : (value as Json); // a scalar of the schema
}

function encodeMembers(
  members: Iterable<[string, NormalizedSchema]>,
  value: object,
  rename: (name: string) => string,
): JsonObject {
  const values = new Map<string, unknown>(Object.entries(value));
  const object: Record<string, Json> = {};
  for (const [name, member] of members) {
    const encoded = encode(member, values.get(name));
    if (encoded !== undefined) object[rename(name)] = encoded;
  }
  return object;
}

/** `clusterArn` is ClusterArn, `DNSName` is DnsName. */
const javaName = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(
    /([A-Z])([A-Z]+)(?=[A-Z][a-z]|$)/g,
    (_, first: string, rest: string) => first + rest.toLowerCase(),
  );
