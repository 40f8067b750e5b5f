/** One leaf that a state's input and output do not share, or do. */
export interface Difference {
  /** Such as `release.policy.ladder[0]`; empty for the whole. */
  readonly path: string;
  readonly kind: "added" | "removed" | "changed" | "same";
  /** JSON text. */
  readonly before?: string;
  readonly after?: string;
}

/** What changed between two JSON values, leaf by leaf, in the order of the first one. */
export function difference(before: unknown, after: unknown): Difference[] {
  return [...compare("", before, after)];
}

function* compare(path: string, before: unknown, after: unknown): Generator<Difference> {
  if (isBranch(before) && isBranch(after) && Array.isArray(before) === Array.isArray(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const key of keys) {
      const below = Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
      yield* compare(below, before[key], after[key]);
    }
    return;
  }
  // An undefined side is a member that the other value lacks: JSON itself knows no undefined.
  if (before === undefined && after === undefined) return;
  if (before === undefined) yield { path, kind: "added", after: write(after) };
  else if (after === undefined) yield { path, kind: "removed", before: write(before) };
  else {
    const [was, is] = [write(before), write(after)];
    yield { path, kind: was === is ? "same" : "changed", before: was, after: is };
  }
}

const write = (value: unknown): string => JSON.stringify(value);

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** JSON text as a value; what is no JSON stays text, as a cause in plain words. */
export function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
