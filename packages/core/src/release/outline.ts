import { drainBound, gatesSeconds, scaleInSeconds, shareSeconds } from "./limits.ts";
import { type PlannedWeight, plan } from "./plan.ts";
import type { Release } from "./release.ts";
import { replaceSeconds } from "./rolling/limits.ts";
import { slicingSeconds } from "./slices.ts";

/** One part of a release as it would go; `atMostSeconds` counts every wait to its end. */
export interface PlannedStage extends Partial<PlannedWeight> {
  readonly name: string;
  readonly atLeastSeconds: number;
  readonly atMostSeconds: number;
  /** What takes the release to the next stage. */
  readonly goesOn: string;
  /** What takes it back to what serves now, each by itself; empty where nothing does any more. */
  readonly turnsBack: readonly string[];
}

/** What a release would go through, stage by stage. `follows` where its group's generations are waited for. */
export function outline(release: Release, follows = false): PlannedStage[] {
  switch (release.strategy) {
    case "canary":
      return [
        ...asking(release),
        ...plan(release).map((weight) => canaryStage(release, weight)),
        draining(release, follows),
        ...leaving(release),
      ];
    case "blue-green":
      return [
        beside(release),
        ...asking(release),
        allTraffic(release),
        draining(release, follows),
        ...leaving(release),
      ];
    case "rolling":
      return [...asking(release), taskByTask(release), ...leaving(release).slice(0, 1)];
  }
}

const called = ({ policy: { alarms } }: Release): string[] => [
  alarms.length > 0
    ? `an alarm goes off: ${alarms.join(", ")}`
    : "an alarm goes off, of which the policy names none",
  "a person aborts",
];

const notHealthy = ({ policy }: Release): string =>
  `the candidate's targets are not healthy within ${policy.healthySeconds} s`;

const notServed = ({ policy }: Release): string =>
  `the load balancer does not serve the share within ${policy.observeSeconds} s`;

const undecided = ({ policy }: Release): string =>
  `it is inconclusive after ${policy.extensions} extension(s) and nobody decides within ${policy.personSeconds} s`;

/** Before users meet the candidate; a way back asks nobody. */
function asking(release: Release): PlannedStage[] {
  const { gates, personSeconds } = release.policy;
  if (gates.length === 0 || release.back) return [];
  const names = gates.map(({ name, kind }) => `${name} (${kind})`).join(", ");
  return [
    {
      name: "ask the gates",
      weight: 0,
      atLeastSeconds: 0,
      atMostSeconds: gatesSeconds + personSeconds,
      goesOn: `all pass: ${names}; or a person promotes where one could not tell`,
      turnsBack: [
        ...called(release),
        "a gate fails",
        `one could not tell and nobody decides within ${personSeconds} s`,
      ],
    },
  ];
}

/** The pass that a bake waits for, and who gives it. */
const passes = ({ policy: { kayenta } }: Release): string =>
  kayenta === undefined
    ? "the analysis passes"
    : `Kayenta's judge scores ${kayenta.config.classifier.scoreThresholds.pass} or more at the end of the bake`;

const fails = ({ policy: { kayenta } }: Release): string =>
  kayenta === undefined
    ? "the analysis fails"
    : `Kayenta's judge, every ${kayenta.intervalMinutes} min, scores under ${kayenta.config.classifier.scoreThresholds.marginal} or a critical metric fails`;

function canaryStage(release: Release, { weight, capacities }: PlannedWeight): PlannedStage {
  const { bakeSeconds, healthySeconds, extensions, personSeconds, stickySeconds } = release.policy;
  return {
    name: "shift and bake",
    weight,
    capacities,
    atLeastSeconds: bakeSeconds + (weight < 100 ? stickySeconds : 0),
    atMostSeconds:
      healthySeconds + shareSeconds(release.policy) + bakeSeconds * (1 + extensions) + personSeconds,
    goesOn: `${passes(release)}, or a person promotes`,
    turnsBack: [
      ...called(release),
      fails(release),
      notHealthy(release),
      notServed(release),
      undecided(release),
    ],
  };
}

function beside(release: Release): PlannedStage {
  const { healthySeconds, personSeconds, promotion } = release.policy;
  const manual = promotion === "manual";
  return {
    name: "green beside blue",
    weight: 0,
    atLeastSeconds: 0,
    atMostSeconds: healthySeconds + (manual ? personSeconds : 0),
    goesOn: manual
      ? "the preview listener serves green, and a person promotes"
      : "the preview listener serves green",
    turnsBack: [
      ...called(release),
      notHealthy(release),
      "ECS's circuit breaker breaks it off",
      ...(manual ? [`nobody promotes within ${personSeconds} s`] : []),
    ],
  };
}

function allTraffic(release: Release): PlannedStage {
  const { bakeSeconds, observeSeconds, extensions, personSeconds } = release.policy;
  return {
    name: "all traffic to green",
    weight: 100,
    atLeastSeconds: bakeSeconds,
    atMostSeconds: observeSeconds + bakeSeconds * (1 + extensions) + personSeconds,
    goesOn: `${passes(release)}, or a person promotes`,
    turnsBack: [...called(release), fails(release), notServed(release), undecided(release)],
  };
}

function taskByTask(release: Release): PlannedStage {
  const { bakeSeconds, healthySeconds, extensions, personSeconds } = release.policy;
  const tasks = release.services.reduce((sum, { stableCount }) => sum + stableCount, 0);
  return {
    name: "task by task",
    atLeastSeconds: bakeSeconds,
    atMostSeconds: replaceSeconds(release.policy, tasks) + bakeSeconds * (1 + extensions) + personSeconds,
    goesOn: `every task is replaced and healthy, and ${passes(release)}`,
    turnsBack: [
      ...called(release),
      "ECS's circuit breaker breaks it off",
      `no task more is replaced within ${healthySeconds} s`,
      fails(release),
    ],
  };
}

function draining(release: Release, follows: boolean): PlannedStage {
  const { policy } = release;
  const generated = follows
    ? `, and what it generated when it left has ended or had ${Math.max(policy.drainSeconds, policy.generationSeconds)} s`
    : "";
  return {
    name: "drain the old side",
    weight: 100,
    atLeastSeconds: policy.drainSeconds,
    atMostSeconds: drainBound(policy, follows),
    goesOn: `it gets no new request for two minutes, and open streams had their time${generated}`,
    turnsBack: called(release),
  };
}

function leaving(release: Release): PlannedStage[] {
  const { holdSeconds } = release.policy;
  const slicing =
    release.strategy === "canary"
      ? Math.max(...release.services.map(({ stableCount }) => slicingSeconds(stableCount)))
      : 0;
  return [
    {
      name: "hold the way back open",
      weight: 100,
      atLeastSeconds: holdSeconds,
      atMostSeconds: holdSeconds,
      goesOn: "its time is over, or a person promotes",
      turnsBack: called(release),
    },
    {
      name: "scale the old side in",
      weight: 100,
      atLeastSeconds: 0,
      atMostSeconds: scaleInSeconds + slicing,
      goesOn: "no task of it runs any more",
      turnsBack: [],
    },
  ];
}
