import { z } from "zod";

/** A property that the laptop has no use for; the reason stands in docs/verification.md. Any property that is neither read
 * nor left out fails the translation. */
export const leftOut = (reason: string) => z.unknown().optional().meta({ leftOut: reason });

/** What a schema leaves out: paths, and why. */
export function leavings(schema: z.ZodType, path = ""): { readonly path: string; readonly reason: string }[] {
  const reason = schema.meta()?.leftOut;
  if (typeof reason === "string") return [{ path, reason }];
  const inner = innerOf(schema);
  if (inner) return leavings(inner, path);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
  return Object.entries(shape).flatMap(([name, part]) => leavings(part, path ? `${path}.${name}` : name));
}

function innerOf(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return unwrapped(schema.unwrap());
  if (schema instanceof z.ZodArray) return unwrapped(schema.element);
  return undefined;
}

/** zod types what it wraps as its core's; all of ours are whole schemas. */
function unwrapped(schema: unknown): z.ZodType | undefined {
  return schema instanceof z.ZodType ? schema : undefined;
}
