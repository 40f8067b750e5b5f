import { z } from "zod";

const Property = z.looseObject({
  type: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
});
const Properties = z.looseObject({ properties: z.record(z.string(), Property).default({}) });

/** A table's rows of what a workflow is started with. */
export function inputRows(schema: z.ZodObject, prefix = ""): string[] {
  return propertyRows(z.toJSONSchema(schema, { io: "input" }), prefix);
}

function propertyRows(schema: unknown, prefix: string): string[] {
  return Object.entries(Properties.parse(schema).properties).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    if (property.type === "object") return propertyRows(property, `${path}.`);
    const preset = property.default === undefined ? "" : `\`${JSON.stringify(property.default)}\``;
    return [
      `| \`${path}\` | ${property.type ?? "one of several"} | ${preset} | ${property.description ?? ""} |`,
    ];
  });
}
