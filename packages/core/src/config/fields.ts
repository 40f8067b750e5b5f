import { z } from "zod";
import { bare } from "./schema.ts";

/** A leaf of the schema. */
export interface Field {
  /** Keys from the top; `<name>` stands for any name, `[]` for any place in a list, `(kind)` for one kind of several. */
  readonly path: readonly string[];
  readonly schema: z.ZodType;
}

/** Every field of a schema that holds a value, however deep. */
export function* fieldsOf(schema: z.ZodType, path: readonly string[] = []): Generator<Field> {
  const inner = bare(schema);
  const below = insideOf(inner);
  if (below.length === 0) yield { path, schema };
  for (const [key, child] of below) if (child instanceof z.ZodType) yield* fieldsOf(child, [...path, ...key]);
}

/** `services.<name>.port`, `regions[].cidr`. */
export const fieldText = (path: readonly string[]): string => path.join(".").replaceAll(".[]", "[]");

type Below = readonly (readonly [key: readonly string[], schema: unknown])[];

/** Fields of an object, and of the objects in a record, a list or a choice; nothing for what holds plain values. */
function insideOf(schema: z.ZodType): Below {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).map(([key, child]) => [[key], child]);
  if (schema instanceof z.ZodRecord)
    return holdsFields(schema.valueType) ? [[["<name>"], schema.valueType]] : [];
  if (schema instanceof z.ZodArray) return holdsFields(schema.element) ? [[["[]"], schema.element]] : [];
  if (schema instanceof z.ZodDiscriminatedUnion)
    return schema.options.map((option) => [[`(${kindOf(option, schema.def.discriminator)})`], option]);
  return [];
}

const holdsFields = (schema: unknown): boolean =>
  schema instanceof z.ZodType && insideOf(bare(schema)).length > 0;

function kindOf(option: unknown, discriminator: string): string {
  const literal = option instanceof z.ZodObject ? option.shape[discriminator] : undefined;
  return literal instanceof z.ZodLiteral ? String(literal.value) : "";
}
