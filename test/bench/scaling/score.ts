import { share, type Turned, turnAll } from "@signalbox/core/scaling/compare/turn";
import { type Oracle, oracle } from "@signalbox/core/scaling/oracle/oracle";
import { bounds, objective } from "@signalbox/core/scaling/planner/family";
import type { Policy, PolicyFamily } from "@signalbox/core/scaling/policy";
import { a10g, type ReplicaProfile } from "@signalbox/core/scaling/profile";
import { part } from "@signalbox/core/scaling/simulate/load";
import type { Outcome } from "@signalbox/core/scaling/simulate/outcome";
import { type Setting, simulate } from "@signalbox/core/scaling/simulate/simulate";
import { loadIn, type Scenario, startUpIn } from "./scenarios.ts";

const profileOf = ({ start }: Scenario): ReplicaProfile => ({ ...a10g, startSeconds: start });

export function play(
  scenario: Scenario,
  seed: number,
  make: (profile: ReplicaProfile) => Policy,
  watch?: Setting["watch"],
): Outcome {
  const profile = profileOf(scenario);
  return simulate(loadIn(scenario, seed), make(profile), {
    profile,
    bounds,
    objective: objective.seconds,
    startUp: startUpIn(scenario, seed),
    first: 20,
    scoredFrom: scenario.from,
    ...(watch && { watch }),
  });
}

export function oracleOf(scenario: Scenario, seed: number): Oracle {
  const load = part(loadIn(scenario, seed), scenario.from, scenario.to);
  const profile = profileOf(scenario);
  return oracle(load, profile, profile, { seconds: objective.seconds, share });
}

/** A family's runs in a scenario, knob by knob. */
export const turned = (family: PolicyFamily, scenario: Scenario, seed: number): Turned[] =>
  turnAll(family, (make) => play(scenario, seed, make));
