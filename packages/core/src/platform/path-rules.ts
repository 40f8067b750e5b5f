import { matchesWildcard } from "../workflow/statement.ts";

/** Values, and wildcards, in all conditions of one listener rule, https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostValues = 5;
const mostWildcards = 5;

/** One listener rule: some paths of one service. */
export interface PathRule {
  readonly service: string;
  readonly paths: readonly string[];
}

/**
 * The paths of services as rules, first the most specific. `reserved` are the values that each rule needs for other
 * conditions. The same paths give the same rules in the same order. Throws an Error where paths of two services are so
 * entangled that the longest pattern would not win.
 */
export function pathRules(
  services: Readonly<Record<string, readonly string[]>>,
  reserved = 0,
): readonly PathRule[] {
  const rules = Object.entries(services)
    .flatMap(([service, paths]) =>
      split(paths.toSorted(bySpecificity), mostValues - reserved).map((some) => ({ service, paths: some })),
    )
    .toSorted((one, two) => bySpecificity(one.paths.at(-1) ?? "", two.paths.at(-1) ?? ""));
  for (const [index, later] of rules.entries())
    for (const earlier of rules.slice(0, index)) checkShadow(earlier, later);
  return rules;
}

function checkShadow(earlier: PathRule, later: PathRule): void {
  for (const wide of earlier.paths)
    for (const path of later.paths)
      if (earlier.service !== later.service && matchesWildcard(wide, path))
        throw new Error(
          `${later.service} would never get ${path}, since ${earlier.service} has ${wide}: give the two paths to one service`,
        );
}

function split(paths: readonly string[], most: number): string[][] {
  const sets: string[][] = [];
  for (const path of paths) {
    const last = sets.at(-1);
    if (last && last.length < most && wildcardsIn([...last, path]) <= mostWildcards) last.push(path);
    else sets.push([path]);
  }
  return sets;
}

const wildcardsIn = (paths: readonly string[]): number => paths.join("").replaceAll(/[^*?]/g, "").length;

/** The longest first, wildcards not counted; then by the alphabet, so that the order is one. */
const bySpecificity = (one: string, two: string): number =>
  two.length - wildcardsIn([two]) - (one.length - wildcardsIn([one])) || (one < two ? -1 : 1);
