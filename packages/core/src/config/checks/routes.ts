import { pathRules, split } from "../../platform/path-rules.ts";
import { previewNeeds } from "../../release/preview.ts";
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

/** Less two for the maintenance page; each path rule stands on 443 and on the preview listener. */
const rulesAtMost = 98;

export const rulesFitBalancer = check(
  "all paths fit into the rules of one load balancer",
  ["services", "groups"],
  function* ({ services, groups }): Generator<Finding> {
    const paths = publicPathsOf(services);
    const strategyOf = (name: string) => groups[services[name]?.group ?? ""]?.strategy;
    // A canary has a rule for each side on the preview listener, and the header that names it is one of its values.
    const previews = pathRules(paths, 1).filter(({ service }) => strategyOf(service) === "canary").length * 2;
    const rules = pathRules(paths);
    const tests = rules.filter(({ service }) => strategyOf(service) === "blue-green").length;
    // On 443 it has the same paths once more, for requests with the preview's cookie.
    const cookies = rules
      .filter(({ service }) => strategyOf(service) === "canary")
      .flatMap((rule) => split(rule.paths, previewNeeds)).length;
    const all = rules.length + previews + tests + cookies;
    if (all > rulesAtMost)
      yield {
        path: ["services"],
        wrong: `their paths need ${all} rules on two listeners, five paths in each at most`,
        allowed: `at most ${rulesAtMost} beside the maintenance page`,
      };
  },
);

/** ECS shifts one rule, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html */
export const blueGreenHasOneRule = check(
  "the paths of a service that is released by blue-green fit into one rule",
  ["services", "groups"],
  function* ({ services, groups }): Generator<Finding> {
    const rules = pathRules(publicPathsOf(services));
    for (const [name, { group, route }] of Object.entries(services)) {
      const count = rules.filter(({ service }) => service === name).length;
      if (route.kind === "public" && groups[group]?.strategy === "blue-green" && count > 1)
        yield {
          path: ["services", name, "route", "paths"],
          wrong: `they need ${count} rules, and ECS shifts one`,
          allowed: "five paths that no other service's path lies between, or another strategy",
        };
    }
  },
);

const publicPathsOf = (services: Config["services"]): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(services).flatMap(([name, { route }]) =>
      route.kind === "public" ? [[name, route.paths]] : [],
    ),
  );
