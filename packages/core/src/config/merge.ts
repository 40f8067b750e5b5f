/** Later layers win; records merge key by key, arrays are replaced whole. */
export function merge(layers: readonly object[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const layer of layers)
    for (const [key, value] of Object.entries(layer)) {
      const before = merged[key];
      merged[key] = isRecord(before) && isRecord(value) ? merge([before, value]) : value;
    }
  return merged;
}

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
