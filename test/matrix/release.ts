import { listenerRulesOf } from "@signalbox/core/platform/platform";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { releaseCanary } from "@signalbox/functions/workflows/release-canary/workflow";
import { type Laptop, onLaptop, person } from "../workflows/laptop.fixture.ts";
import { decide, pushQuietly, services, start } from "../workflows/release.fixture.ts";
import { pushAgain, raiseAndClear, scaleByHand, shiftByHand, takeLockByHand } from "./by-hand.ts";
import { always, needsAPerson, promoted, refused, rolledBack } from "./release-invariants.ts";
import { type MatrixWorkflow, type Scenario, underTest, warmUpSeconds } from "./workflow.ts";

/** As short as a release can be and still do everything: minutes, not hours, of virtual time. */
const policy = {
  ladder: [50, 100],
  bakeSeconds: 60,
  extensions: 0,
  healthySeconds: 120,
  observeSeconds: 180,
  drainSeconds: 60,
  holdSeconds: 30,
  personSeconds: 120,
  // A minute at half of this traffic passes, and a few requests do not.
  acceptableRate: 0.2,
  acceptableSlowRate: 0.2,
};

/** Enough for a verdict after a minute at half of the traffic, and cheap to model. */
const requestsPerSecond = 4;

const setting = { policy, requestsPerSecond };

const begin = (behaviour: "good" | "errors") => async (laptop: Laptop) => {
  // What is read here can be stale for the release's first step.
  const { world, group } = laptop;
  await world.call("elasticloadbalancing", "DescribeRules", { RuleArns: listenerRulesOf(group) }, person);
  await services(laptop);
  await pushQuietly(laptop, "v2", behaviour);
  return await start(laptop, underTest, {});
};

const promotion: Scenario = {
  name: "promotion",
  setting,
  states: {
    release: ["Validate", "TakeLock", "RecordState", "CheckDrift", "RunCanary", "Unlock", "Report"],
    "release-canary": [
      "SuspendScaling",
      "RegisterCandidate",
      "ScaleCandidate",
      "CheckTargets",
      "OpenPreview",
      "ShiftTraffic",
      "ReadBackWeights",
      "ObserveShare",
      "Bake",
      "Measure",
      "Promote",
      "Drain",
      "Hold",
      "ScaleIn",
      "CheckScaledIn",
      "ResumeScaling",
    ],
  },
  start: begin("good"),
};

/** As above, where users stick to a side while it bakes. */
const sticky: Scenario = {
  name: "sticky",
  setting: { ...setting, policy: { ...policy, stickySeconds: 30 } },
  states: { "release-canary": ["StickUsers"] },
  start: begin("good"),
};

const rollback: Scenario = {
  name: "rollback",
  setting,
  states: { "release-canary": ["RollBack", "ReadBackStable"] },
  start: begin("errors"),
};

/** Too few requests for a verdict; a person promotes. */
const inconclusive: Scenario = {
  name: "inconclusive",
  setting: { policy, requestsPerSecond: 0.2 },
  states: { "release-canary": ["AskPerson"] },
  start: begin("good"),
  meanwhile: async (laptop, visits) => {
    for (const number of [1, 2]) {
      await visits.of("AskPerson", number);
      await laptop.clock.sleep(20_000);
      await decide(laptop, "promote", underTest);
    }
  },
};

/** The idle side has a task that nobody recorded. */
const drifted: Scenario = {
  name: "drifted",
  setting,
  states: { release: ["GiveUp", "ReportRefusal"] },
  start: async (laptop) => {
    await pushQuietly(laptop, "v2");
    await scaleByHand(laptop, "green", 1);
    return await start(laptop, underTest, {});
  },
};

/** Stable is gone when the release has to turn back. */
const stuck: Scenario = {
  name: "stuck",
  setting,
  states: { release: ["MarkStuck"] },
  start: begin("good"),
  meanwhile: async (laptop, visits) => {
    await visits.of("Bake", 2);
    await laptop.clock.sleep(5_000);
    const { cluster } = laptop.group;
    const { sides } = laptop.service;
    const service = sides.blue.service;
    await laptop.world.call("ecs", "DeleteService", { cluster, service, force: true }, person);
    await decide(laptop, "abort", underTest);
  },
};

/** Where the idle side is looked at before anything is done; a task there is another hand's. */
const beforeActs = ["Validate", "TakeLock", "RecordState", "CheckDrift"];
const onlyRefuse = ["Validate", "TakeLock", "CompareAgain", "GiveUp", "ReportRefusal"];
/** Where both sides are healthy, so that weights that another hand sets lose no request by themselves. */
const bothServe = [
  "OpenPreview",
  "ShiftTraffic",
  "ReadBackWeights",
  "ObserveShare",
  "StickUsers",
  "Bake",
  "Measure",
  "AskPerson",
  "Promote",
  "RollBack",
  "ReadBackStable",
  "Drain",
  "Hold",
  "ScaleIn",
];

export const releaseMatrix: MatrixWorkflow = {
  name: "release",
  sample: 5,
  play: (given, scenario) => onLaptop({ ...given, warmUpSeconds }, scenario),
  workflows: [release, releaseCanary],
  scenarios: [promotion, sticky, rollback, inconclusive, drifted, stuck],
  ends: {
    Promoted: promoted,
    RolledBack: rolledBack,
    // Turned back all the same, by an error that keeps its own name.
    Failed: rolledBack,
    Refused: refused,
    NeedsAPerson: needsAPerson,
  },
  always,
  acts: (state) => !onlyRefuse.includes(state),
  happen: async (laptop, state) => {
    if (beforeActs.includes(state)) await pushAgain(laptop);
    else await raiseAndClear(laptop);
  },
  meddle: async (laptop, state) => {
    if (beforeActs.includes(state)) await scaleByHand(laptop, "green", 1);
    else if (bothServe.includes(state)) await shiftByHand(laptop);
    else await takeLockByHand(laptop);
  },
};
