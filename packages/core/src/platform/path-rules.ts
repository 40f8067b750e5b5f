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
 * The paths of one rule as those of rules that need values and wildcards for other conditions beside; they stand right before
 * it, so that nothing lies between.
 */
export function split(
  paths: readonly string[],
  reserved: { readonly values: number; readonly wildcards: number },
): readonly (readonly string[])[] {
  const rules: string[][] = [];
  for (const path of paths) {
    const last = rules.at(-1);
    const values = mostValues - reserved.values;
    if (last && fits([...last, path], values, mostWildcards - reserved.wildcards)) last.push(path);
    else rules.push([path]);
  }
  return rules;
}

/**
 * The paths of services as rules, the most specific first, so that of two patterns that match a request the longer one has
 * it. `reserved` are the values that each rule needs for other conditions. The same paths give the same rules.
 */
export function pathRules(
  services: Readonly<Record<string, readonly string[]>>,
  reserved = 0,
): readonly PathRule[] {
  const all = Object.entries(services)
    .flatMap(([service, paths]) => paths.map((path) => ({ service, path })))
    .toSorted((one, two) => bySpecificity(one.path, two.path));
  const rules: { readonly service: string; readonly paths: string[] }[] = [];
  for (const { service, path } of all) {
    const last = rules.findLastIndex((rule) => rule.service === service);
    const rule = rules[last];
    // In an earlier rule it comes before those in between: it must not take what is theirs.
    const takes = rules
      .slice(last + 1)
      .some(({ paths }) => paths.some((other) => matchesWildcard(path, other)));
    if (rule && !takes && fits([...rule.paths, path], mostValues - reserved)) rule.paths.push(path);
    else rules.push({ service, paths: [path] });
  }
  return rules;
}

const fits = (paths: readonly string[], values: number, wildcards = mostWildcards): boolean =>
  paths.length <= values && wildcardsIn(paths) <= wildcards;

const wildcardsIn = (paths: readonly string[]): number => paths.join("").replaceAll(/[^*?]/g, "").length;

/** The longest first, wildcards not counted; then by the alphabet, so that the order is one. */
const bySpecificity = (one: string, two: string): number =>
  two.length - wildcardsIn([two]) - (one.length - wildcardsIn([one])) || (one < two ? -1 : 1);
