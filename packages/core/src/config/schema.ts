import { z } from "zod";
import { isRecord } from "./merge.ts";
import type { Path } from "./path.ts";

/** A field without what says that it may be left out. */
export function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    const inner = schema.unwrap();
    return inner instanceof z.ZodType ? bare(inner) : schema;
  }
  return schema;
}

/** The schema of what stands at a path; undefined where it has no such field. `given` decides between kinds of one thing. */
export function schemaAt(schema: z.ZodType, path: Path, given?: unknown): z.ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const within = Array.isArray(given) ? given[Number(key)] : isRecord(given) ? given[key] : undefined;
  for (const inner of innersOf(schema, key, given)) {
    const found = schemaAt(inner, rest, within);
    if (found) return found;
  }
  return undefined;
}

/** Names of the fields that may stand in a record. */
export function fieldNames(schema: z.ZodType, given: unknown): readonly string[] {
  return objectsOf(bare(schema), given).flatMap((object) => Object.keys(object.shape));
}

function innersOf(schema: z.ZodType, key: string | number, given: unknown): z.ZodType[] {
  const container = bare(schema);
  const inners: unknown[] =
    container instanceof z.ZodRecord
      ? [container.valueType]
      : container instanceof z.ZodArray
        ? [container.element]
        : objectsOf(container, given).map(({ shape }) =>
            Object.hasOwn(shape, key) ? shape[key] : undefined,
          );
  return inners.filter((inner) => inner instanceof z.ZodType);
}

/** The kinds of an object that a value can be meant to be: the one that its discriminator names, or else all. */
function objectsOf(schema: z.ZodType, given: unknown): z.ZodObject[] {
  if (schema instanceof z.ZodObject) return [schema];
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
  const objects = schema.options.filter((option) => option instanceof z.ZodObject);
  const kind = schema.def.discriminator;
  const meant = objects.filter(
    ({ shape }) => isRecord(given) && z.safeParse(shape[kind], given[kind]).success,
  );
  return meant.length > 0 ? meant : objects;
}
