import type { NormalizedSchema } from "@smithy/core/schema";
import { Uint8ArrayBlobAdapter } from "@smithy/core/serde";

type Copier = (value: unknown) => unknown;

const copiers = new Map<unknown, Copier>();

/**
 * A deep copy of an input or output with what its schema names and nothing else, as if it had gone through the wire:
 * members that are absent, undefined or null are left out. `structuredClone` is ten times slower and keeps all.
 */
export function copyOf(schema: NormalizedSchema, value: object): object {
  const copied = copier(schema)(value);
  return typeof copied === "object" && copied !== null ? copied : {};
}

/** Made once for each shape, and looked up late, since shapes refer to themselves. */
function copier(schema: NormalizedSchema): Copier {
  const key: unknown = schema.getSchema();
  const known = copiers.get(key);
  if (known) return known;
  const made = make(schema);
  copiers.set(key, made);
  return made;
}

function make(schema: NormalizedSchema): Copier {
  if (schema.isUnionSchema()) return unionCopier(schema);
  if (schema.isStructSchema()) return structCopier(schema);
  if (schema.isListSchema()) {
    const element = lazy(schema.getValueSchema());
    return (value) =>
      Array.isArray(value) ? value.map((item) => (item === null ? item : element(item))) : value;
  }
  if (schema.isMapSchema()) {
    const element = lazy(schema.getValueSchema());
    return (value) => {
      const copy: Record<string, unknown> = {};
      if (!isRecord(value)) return copy;
      for (const key of Object.keys(value)) {
        const item = value[key];
        if (item !== undefined) copy[key] = item === null ? item : element(item);
      }
      return copy;
    };
  }
  if (schema.isTimestampSchema()) return (value) => (value instanceof Date ? new Date(value) : value);
  if (schema.isBlobSchema()) return copyBlob;
  if (schema.isDocumentSchema()) return (value) => structuredClone(value);
  if (schema.isUnitSchema()) return () => ({});
  return (value) => value;
}

function structCopier(schema: NormalizedSchema): Copier {
  const members = [...schema.structIterator()].map(([name, member]) => ({ name, copy: lazy(member) }));
  return (value) => {
    if (!isRecord(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const { name, copy: copyMember } of members) {
      const item = value[name];
      if (item !== undefined && item !== null) copy[name] = copyMember(item);
    }
    return copy;
  };
}

/** By what is there, which is one member: to ask DynamoDB's values for all eleven took most of a copy. */
function unionCopier(schema: NormalizedSchema): Copier {
  const members = new Map([...schema.structIterator()].map(([name, member]) => [name, lazy(member)]));
  return (value) => {
    if (!isRecord(value)) return value;
    const copy: Record<string, unknown> = {};
    for (const name of Object.keys(value)) {
      const copyMember = members.get(name);
      const item = value[name];
      if (copyMember && item !== undefined && item !== null) copy[name] = copyMember(item);
    }
    return copy;
  };
}

function lazy(schema: NormalizedSchema): Copier {
  let found: Copier | undefined;
  return (value) => {
    found ??= copier(schema);
    return found(value);
  };
}

/** Clients take text for bytes, and give bytes that can be read as text. */
function copyBlob(value: unknown): unknown {
  if (typeof value === "string") return Uint8ArrayBlobAdapter.fromString(value);
  return value instanceof Uint8Array ? Uint8ArrayBlobAdapter.mutate(new Uint8Array(value)) : value;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
