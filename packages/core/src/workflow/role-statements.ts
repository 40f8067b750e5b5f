import type { Permission, ResourceKind } from "./allow.ts";
import type { Statement } from "./statement.ts";

/**
 * The policy of a Lambda's role: what its steps declare and what every Lambda has (`base`), and nothing else.
 * Sorted and free of doubles, so that the same declarations give the same policy. A kind of thing of which the platform
 * has none gives no statement.
 */
export function roleStatements(
  permissions: readonly Permission[],
  base: readonly Permission[],
  arnsOf: (kind: ResourceKind) => readonly string[],
): Statement[] {
  const all = [...base, ...permissions].map(({ actions, resource }) => ({
    actions,
    resources: sorted(resource === "*" ? ["*"] : arnsOf(resource)),
  }));
  return Object.values(Object.groupBy(all, ({ resources }) => resources.join("\n")))
    .flatMap((same = []) => {
      const [first] = same;
      const actions = sorted(same.flatMap((one) => one.actions));
      return first && first.resources.length > 0 && actions.length > 0
        ? [{ actions, resources: first.resources }]
        : [];
    })
    .toSorted((one, two) => (one.resources.join() < two.resources.join() ? -1 : 1));
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
