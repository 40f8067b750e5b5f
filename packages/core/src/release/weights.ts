import { NamedError } from "../error.ts";
import type { ReleaseGroup, Side } from "../platform/platform.ts";

/** Weights of a rule's target groups, by ARN. */
export type RuleWeights = Readonly<Record<string, number>>;

/** Percent of requests for each side. */
export type SideWeights = Readonly<Record<Side, number>>;

type Sides = ReleaseGroup["sides"];

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
