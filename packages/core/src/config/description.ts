import { z } from "zod";

/** What the schema says of a field; limits are those of JSON Schema. */
const Description = z.looseObject({
  description: z.string().optional(),
  examples: z.array(z.unknown()).default([]),
  unit: z.string().optional(),
  default: z.unknown().optional(),
  type: z.string().optional(),
  format: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.looseObject({ const: z.unknown().optional() })).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  additionalProperties: z.unknown().optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  multipleOf: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
});
export type Description = z.output<typeof Description>;

export const describe = (schema: z.ZodType): Description =>
  Description.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));

/** The values that a field can have, where these are few. */
export function choicesOf({ const: only, enum: some, anyOf = [] }: Description): readonly unknown[] {
  if (only !== undefined) return [only];
  const alternatives = anyOf.flatMap((each) => (each.const === undefined ? [] : [each.const]));
  return some ?? (alternatives.length === anyOf.length ? alternatives : []);
}

/** What a field takes, as part of a sentence: "a whole number from 1 to 35 d, such as 30". */
export function allowedBy(schema: z.ZodType): string {
  const description = describe(schema);
  const choices = choicesOf(description);
  if (choices.length > 0)
    return choices.length === 1 ? text(choices[0]) : `one of ${choices.map(text).join(", ")}`;
  const [example] = description.examples;
  return `${kindOf(description)}${example === undefined ? "" : `, such as ${text(example)}`}`;
}

/** Its type in a word or two, with limits. */
export function kindOf(description: Description): string {
  const { type, unit, items } = description;
  const one = choicesOf(description);
  if (one.length > 0) return one.map(text).join(", ");
  if (type === "boolean") return "true or false";
  if (type === "integer" || type === "number") {
    const kind = type === "integer" ? "a whole number" : "a number";
    return [kind, range(description), unit].filter(Boolean).join(" ");
  }
  if (type === "array") {
    const of = Description.safeParse(items).data;
    const kind = of && of.type !== "object" ? `a list of ${plural(of)}` : "a list";
    return [kind, counted(description)].filter(Boolean).join(", ");
  }
  // Kinds of one thing, each with fields of its own.
  if (description.oneOf) return "fields with their values";
  if (type === "object")
    return description.additionalProperties ? "names with their values" : "fields with their values";
  if (description.format === "email") return "an e-mail address";
  if (description.format === "cidrv4") return "an address range";
  return ["text", letters(description)].filter(Boolean).join(" ");
}

function plural(of: Description): string {
  const choices = choicesOf(of);
  if (choices.length > 0) return choices.map(text).join(", ");
  if (of.format === "email") return "e-mail addresses";
  if (of.type === "integer" || of.type === "number")
    return ["numbers", range(of), of.unit].filter(Boolean).join(" ");
  return "texts";
}

function range({ minimum, exclusiveMinimum, maximum, multipleOf }: Description): string {
  // z.int() says that it goes no further than JavaScript does.
  const least = minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? minimum : undefined;
  const most = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? maximum : undefined;
  const above = exclusiveMinimum === undefined ? "" : `above ${exclusiveMinimum}`;
  const steps = multipleOf === undefined ? "" : `in steps of ${multipleOf}`;
  return [limits(least, most), above, steps].filter(Boolean).join(" ");
}

function counted({ minItems: least, maxItems: most }: Description): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most} of them`;
  if (least !== undefined) return `at least ${least}`;
  return most === undefined ? "" : `at most ${most}`;
}

const letters = ({ minLength, maxLength }: Description): string =>
  maxLength === undefined ? "" : `of ${minLength ?? 1} to ${maxLength} letters`;

function limits(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `from ${least} to ${most}`;
  if (least !== undefined) return `of at least ${least}`;
  return most === undefined ? "" : `of at most ${most}`;
}

/** A value as it is written in the configuration, or in an environment variable. */
export const text = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
