import type { NormalizedSchema } from "@smithy/core/schema";

/** Which value a generated member gets: a running number makes each one different. */
interface Filling {
  count: number;
  /** Unions take their member number `variant`, round and round. */
  readonly variant: number;
  /** The most members that any union met has. */
  widest: number;
}

/**
 * A value of the schema with every member filled; recursion is cut where a shape would hold itself.
 * @returns one value for each member of the widest union within, so that every branch of every union is seen
 */
export function fillings(schema: NormalizedSchema): Record<string, unknown>[] {
  const values: Record<string, unknown>[] = [];
  for (let variant = 0, widest = 1; variant < widest; variant++) {
    const filling: Filling = { count: 0, variant, widest: 1 };
    const value = fill(schema, filling, []);
    values.push({ ...(typeof value === "object" && value) });
    widest = filling.widest;
  }
  return values;
}

function fill(schema: NormalizedSchema, filling: Filling, within: readonly unknown[]): unknown {
  const key = schema.getSchema();
  if (typeof key === "object" && within.includes(key)) return undefined;
  const path = typeof key === "object" ? [...within, key] : within;
  if (schema.isUnitSchema()) return {};
  if (schema.isStructSchema()) return fillStruct(schema, filling, path);
  if (schema.isListSchema()) {
    const items = [0, 1].map(() => fill(schema.getValueSchema(), filling, path));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (schema.isMapSchema()) {
    const value = fill(schema.getValueSchema(), filling, path);
    return value === undefined ? undefined : { [`key-${filling.count++}`]: value };
  }
  return fillScalar(schema, filling.count++);
}

function fillStruct(schema: NormalizedSchema, filling: Filling, path: readonly unknown[]): unknown {
  const members = [...schema.structIterator()];
  if (schema.isUnionSchema()) {
    filling.widest = Math.max(filling.widest, members.length);
    // A branch that recurs is replaced by the next that does not.
    for (let turn = 0; turn < members.length; turn++) {
      const [name, member] = members[(filling.variant + turn) % members.length] ?? [];
      const value = member && fill(member, filling, path);
      if (name !== undefined && value !== undefined) return { [name]: value };
    }
    return undefined;
  }
  const filled = members.map(([name, member]): [string, unknown] => [name, fill(member, filling, path)]);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

function fillScalar(schema: NormalizedSchema, count: number): unknown {
  const { httpHeader, httpResponseCode } = schema.getMergedTraits();
  if (httpResponseCode) return 202;
  if (schema.isTimestampSchema())
    return new Date(Date.UTC(2026, 0, 2, 3, 4, 5 + count, httpHeader ? 0 : 678));
  if (schema.isBlobSchema()) return Uint8Array.from([count % 256, 0, 255, 38]);
  if (schema.isBooleanSchema()) return count % 2 === 0;
  if (schema.isBigIntegerSchema()) return 2n ** 70n + BigInt(count);
  if (schema.isNumericSchema()) return count + 0.25;
  if (schema.isDocumentSchema()) return { list: [count, "text", true], none: null };
  return httpHeader ? `text-${count}` : `<text> & "${count}" – ü`;
}

/** For comparison: bytes, JSON texts and dates as plain values, without the metadata of the answer. */
export function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("base64")}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof String) return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([key, item]) => key !== "$metadata" && item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]));
  }
  return value;
}
