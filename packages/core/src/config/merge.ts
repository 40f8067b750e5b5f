/**
 * Later layers win; records merge key by key, arrays are replaced whole, and null takes away what earlier layers gave
 * (as in a JSON merge patch, https://www.rfc-editor.org/rfc/rfc7396).
 */
export function merge(layers: readonly object[]): Record<string, unknown> {
  const merged = new Map<string, unknown>();
  for (const layer of layers)
    for (const [key, value] of Object.entries(layer)) {
      if (value === null) merged.delete(key);
      else if (isRecord(value)) {
        const before = merged.get(key);
        merged.set(key, merge(isRecord(before) ? [before, value] : [value]));
      } else merged.set(key, value);
    }
  return Object.fromEntries(merged);
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
