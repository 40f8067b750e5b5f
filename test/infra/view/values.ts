/** Reads inputs, whose shape is the provider's and which a broken graph may have lost. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** One text or several. */
export const textsOf = (value: unknown): string[] => listOf(value).map(String);

/** `at(inputs, "rules.0.name")`: undefined where the path ends early. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)];
    return typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined;
  }, value);
}

const known = new Map<string, unknown>();

/** JSON that a resource carries as text; an object as it is; undefined when it is neither. */
export function parsed(value: unknown): unknown {
  if (typeof value !== "string") return value;
  // Fifty broken graphs differ in a text or two, and nobody changes what was read of one.
  if (!known.has(value)) known.set(value, read(value));
  return known.get(value);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every text within a value, however deep. */
export function* textsWithin(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (Array.isArray(value)) for (const item of value) yield* textsWithin(item);
  else if (typeof value === "object" && value !== null) yield* textsWithin(Object.values(value));
}
