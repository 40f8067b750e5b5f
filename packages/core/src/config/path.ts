import { isRecord } from "./merge.ts";

/** Keys of records and indices of lists, outermost first. */
export type Path = readonly (string | number)[];

/** As a person writes it: `regions[1].cidr`. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? key : `${text}.${key}`),
    "",
  );

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((within, key) => {
    if (Array.isArray(within)) return typeof key === "number" ? within[key] : undefined;
    return isRecord(within) && Object.hasOwn(within, key) ? within[key] : undefined;
  }, value);
}

/** The same tree without what stands at a path of record keys. */
export function without(tree: Readonly<Record<string, unknown>>, path: Path): Record<string, unknown> {
  const [key, ...rest] = path;
  return Object.fromEntries(
    Object.entries(tree).flatMap(([name, value]) => {
      if (name !== key) return [[name, value]];
      return rest.length === 0 ? [] : [[name, withoutWithin(value, rest)]];
    }),
  );
}

function withoutWithin(value: unknown, path: Path): unknown {
  const [key, ...rest] = path;
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withoutWithin(item, rest) : item));
  return isRecord(value) ? without(value, path) : value;
}
