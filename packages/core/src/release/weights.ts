import { NamedError } from "../error.ts";
import type { CanaryService, Side } from "../platform/platform.ts";

/** Weights of a rule's target groups, by ARN. */
export type RuleWeights = Readonly<Record<string, number>>;

/** Percent of requests for each side. */
export type SideWeights = Readonly<Record<Side, number>>;

/** What is read of rules, by their ARN. */
export type RulesWeights = Readonly<Record<string, RuleWeights>>;

type Sides = CanaryService["sides"];

/** The sides' weights, or an Error `Release.Drifted` when the rule has other target groups than exactly the two. */
export function sideWeights(sides: Sides, rule: RuleWeights): SideWeights {
  const { [sides.blue.targetGroupArn]: blue, [sides.green.targetGroupArn]: green, ...others } = rule;
  if (blue === undefined || green === undefined || Object.keys(others).length > 0)
    throw new NamedError(
      "Release.Drifted",
      `the rule forwards to ${Object.keys(rule).join(", ") || "nothing"}, not to exactly the group's two target groups`,
      { rule },
    );
  return { blue, green };
}

/** The side that has all of the traffic; an Error `Release.Drifted` when none has 100 and the other 0. */
export function stableSide(weights: SideWeights): Side {
  if (weights.blue === 100 && weights.green === 0) return "blue";
  if (weights.green === 100 && weights.blue === 0) return "green";
  throw new NamedError(
    "Release.Drifted",
    `the weights are blue ${weights.blue}, green ${weights.green}; between releases one side has 100 and the other 0`,
    { ...weights },
  );
}

/**
 * The side that has all of the traffic of a group: the same in every rule of every service, those for the preview's cookie
 * among them. Throws an Error
 * `Release.Drifted` that names the rule where one says something else.
 */
export function stableSideOf(
  services: readonly Pick<CanaryService, "name" | "sides" | "listenerRuleArns" | "previewRuleArns">[],
  rules: RulesWeights,
): Side {
  const found = services.flatMap(({ name, sides, listenerRuleArns, previewRuleArns = [] }) =>
    [...listenerRuleArns, ...previewRuleArns].map((arn) => ({
      name,
      arn,
      stable: stableSide(sideWeights(sides, rules[arn] ?? {})),
    })),
  );
  const [first] = found;
  const other = found.find(({ stable }) => stable !== first?.stable);
  if (first && !other) return first.stable;
  throw new NamedError(
    "Release.Drifted",
    `the services are not on one side: ${first?.name} is on ${first?.stable}, ${other?.name} on ${other?.stable} by the rule ${other?.arn}`,
    { found },
  );
}

export const otherSide = (side: Side): Side => (side === "blue" ? "green" : "blue");

/** What the rule shall have when the candidate gets `weight` percent. */
export function weightsFor(sides: Sides, candidate: Side, weight: number): RuleWeights {
  return {
    [sides[candidate].targetGroupArn]: weight,
    [sides[otherSide(candidate)].targetGroupArn]: 100 - weight,
  };
}

export function sameWeights(a: RuleWeights, b: RuleWeights): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => a[name] === b[name]);
}
