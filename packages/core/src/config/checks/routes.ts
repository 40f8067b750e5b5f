import type { Config } from "../config.ts";
import type { Path } from "../path.ts";
import type { Finding } from "../problem.ts";
import { check } from "./check.ts";

interface PublicPath {
  readonly service: string;
  readonly pattern: string;
  readonly at: Path;
}

const pathsOf = (services: Config["services"]): PublicPath[] =>
  Object.entries(services).flatMap(([service, { route }]) =>
    route.kind === "public"
      ? route.paths.map((pattern, index) => ({
          service,
          pattern,
          at: ["services", service, "route", "paths", index],
        }))
      : [],
  );

export const pathsOfOneService = check(
  "no path belongs to two public services",
  ["services"],
  function* ({ services }) {
    const taken = new Map<string, string>();
    for (const { service, pattern, at } of pathsOf(services)) {
      const owner = taken.get(pattern);
      if (owner === undefined) taken.set(pattern, service);
      else
        yield {
          path: at,
          wrong: `${owner === service ? "it" : owner} has this path already`,
          allowed: "each path once, among all public services",
        };
    }
  },
);

export const allPathsAnswered = check(
  "a public service answers `/*`",
  ["services"],
  function* ({ services }): Generator<Finding> {
    if (!pathsOf(services).some(({ pattern }) => pattern === "/*"))
      yield {
        path: ["services"],
        wrong: "no public service answers what the others do not take",
        allowed: 'one public service with the path "/*"',
      };
  },
);

/**
 * A rule holds five values and five wildcards, so that five paths make a rule when each has one wildcard; a pattern has 128
 * letters. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
 */
const patternLetters = 128;
const pattern = /^[\w.$/~"'@:+&*?-]*$/;

export const pathsFitRules = check(
  "a path has at most 128 letters that the load balancer takes, and one wildcard",
  ["services"],
  function* ({ services }) {
    for (const { pattern: given, at } of pathsOf(services)) {
      if (given.length > patternLetters)
        yield {
          path: at,
          wrong: `it has ${given.length} letters`,
          allowed: `at most ${patternLetters} letters`,
        };
      if (!pattern.test(given))
        yield {
          path: at,
          wrong: "the load balancer takes no such letters in a path",
          allowed: "letters, digits and _ - . $ / ~ \" ' @ : + & * ?",
        };
      if (given.split(/[*?]/).length > 2)
        yield {
          path: at,
          wrong: "a rule of five paths has five wildcards, so that each path has one",
          allowed: "at most one * or ?",
        };
    }
  },
);

/** Less one for the maintenance page; each path rule stands on 443 and on the preview listener. */
const rulesAtMost = 99;

export const rulesFitBalancer = check(
  "all paths fit into the rules of one load balancer",
  ["services"],
  function* ({ services }): Generator<Finding> {
    const rules = Object.values(services).reduce(
      (sum, { route }) => sum + (route.kind === "public" ? 2 * Math.ceil(route.paths.length / 5) : 0),
      0,
    );
    if (rules > rulesAtMost)
      yield {
        path: ["services"],
        wrong: `their paths need ${rules} rules, five paths in each, on two listeners`,
        allowed: `at most ${rulesAtMost} beside the maintenance page`,
      };
  },
);
