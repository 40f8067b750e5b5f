/** The part of an event that a path names, or undefined. */
export type Picker = (event: unknown) => unknown;

const segment = /\.([^.[\]*?@]+)|\[(?:'([^']*)'|"([^"]*)"|(\d+))\]/y;

/** The paths that EventBridge takes: `$`, `$.detail.name`, `$['name']`, `$.list[0]`. Undefined where it is none of these. */
export function jsonPath(path: string): Picker | undefined {
  if (!path.startsWith("$")) return undefined;
  const names: string[] = [];
  segment.lastIndex = 1;
  while (segment.lastIndex < path.length) {
    const found = segment.exec(path);
    if (!found) return undefined;
    names.push(found[1] ?? found[2] ?? found[3] ?? found[4] ?? "");
  }
  return (event) => names.reduce(member, event);
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  const found: unknown = Reflect.get(value, name);
  return found;
}
