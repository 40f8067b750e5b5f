/** A place in JSON where two documents differ; undefined: it is not there. */
export interface Difference {
  /** Such as `backup.classes.database-daily.retentionDays`. */
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** Where two JSON documents differ, as deep as both are objects or lists of one length; empty: their content is the same. */
export function differences(from: unknown, to: unknown, path = ""): readonly Difference[] {
  if (isBranch(from) && isBranch(to) && Array.isArray(from) === Array.isArray(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].toSorted();
    return names.flatMap((name) =>
      differences(valueIn(from, name), valueIn(to, name), path === "" ? name : `${path}.${name}`),
    );
  }
  return Object.is(from, to) ||
    (isBranch(from) && isBranch(to) && JSON.stringify(from) === JSON.stringify(to))
    ? []
    : [{ path, from, to }];
}

const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

const valueIn = (branch: object, name: string): unknown =>
  Object.hasOwn(branch, name) ? Object.entries(branch).find(([key]) => key === name)?.[1] : undefined;
