import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { releaseBlueGreen } from "@signalbox/functions/workflows/release-blue-green/workflow";
import type { PlatformDocument } from "@signalbox/local/deploy/document";
import { names, onPlatform, person } from "../workflows/laptop.fixture.ts";
import { decide, pushQuietly, start } from "../workflows/release.fixture.ts";
import {
  type BlueGreenLaptop,
  backend,
  newestDeployment,
  serviceOf,
  weightsOf,
} from "../workflows/release-blue-green.fixture.ts";
import { needsAPerson, promoted, rolledBack } from "./release-blue-green-invariants.ts";
import { always } from "./release-invariants.ts";
import { type MatrixWorkflow, type Scenario, underTest, warmUpSeconds } from "./workflow.ts";

type Played = Scenario<BlueGreenLaptop>;

/** As short as a release can be and still do everything. What it does as a canary does, the canary's matrix strikes. */
const policy = {
  bakeSeconds: 60,
  extensions: 0,
  healthySeconds: 120,
  observeSeconds: 180,
  drainSeconds: 60,
  holdSeconds: 30,
  personSeconds: 120,
  promotion: "automatic",
  // The requests of two minutes pass.
  acceptableRate: 0.2,
  acceptableSlowRate: 0.2,
} as const;
const setting = { policy, requestsPerSecond: 6 };

/** Targets that leave are given ten seconds and not the stacks' five minutes, which would only be waited for. */
const quickToDrain = (document: PlatformDocument): PlatformDocument => ({
  ...document,
  entries: document.entries.map((entry) =>
    entry.call?.operation === "ModifyTargetGroupAttributes"
      ? JSON.parse(JSON.stringify(entry).replaceAll('"Value":"300"', '"Value":"10"'))
      : entry,
  ),
});

const begin = async (laptop: BlueGreenLaptop): Promise<string> => {
  // What is read here can be stale for the release's first steps.
  await weightsOf(laptop, "production");
  await serviceOf(laptop);
  await newestDeployment(laptop);
  await pushQuietly(laptop, "v2");
  return await start(laptop, underTest, {});
};

const promotion: Played = {
  name: "promotion",
  setting,
  states: {
    "release-blue-green": [
      "StartDeployment",
      "CheckPreview",
      "ShiftTraffic",
      "CheckShifted",
      "Promote",
      "Hold",
      "CleanUp",
      "CheckCleanedUp",
    ],
  },
  start: begin,
};

/** The preview waits for a person, who promotes, and aborts on hold. */
const wayBack: Played = {
  name: "way-back",
  setting: { ...setting, policy: { ...policy, promotion: "manual" } },
  states: {
    "release-blue-green": ["AskToShift", "RollBack", "EndCandidate", "CheckRolledBack"],
  },
  start: begin,
  meanwhile: async (laptop, visits) => {
    await visits.of("AskToShift");
    await laptop.clock.sleep(20_000);
    await decide(laptop, "promote", underTest);
    await visits.of("Bake");
    await laptop.clock.sleep(5_000);
    await decide(laptop, "abort", underTest);
  },
};

/** Where the candidate does not serve yet; somebody else's deployment is another hand's. */
const beforeShift = ["StartDeployment", "CheckPreview", "AskToShift", "ShiftTraffic"];
/** Where both sides are whole, so that weights that another hand sets lose no request by themselves. */
const bothServe = ["Promote", "Hold", "CleanUp", "RollBack"];

export const releaseBlueGreenMatrix: MatrixWorkflow<BlueGreenLaptop> = {
  name: "release-blue-green",
  sample: 5,
  play: (given, scenario) =>
    onPlatform({ ...backend, change: quickToDrain }, { ...given, warmUpSeconds }, scenario),
  workflows: [release, releaseBlueGreen],
  scenarios: [promotion, wayBack],
  ends: {
    Promoted: promoted,
    RolledBack: rolledBack,
    // Turned back all the same, by an error that keeps its own name.
    Failed: rolledBack,
    NeedsAPerson: needsAPerson,
  },
  always,
  acts: (state) => !["Validate", "TakeLock", "GiveUp", "ReportRefusal"].includes(state),
  happen: async ({ world, clock, group }) => {
    const [AlarmName] = group.policy.alarms;
    for (const StateValue of ["ALARM", "OK"] as const) {
      const input = { AlarmName, StateValue, StateReason: "by hand" };
      await world.call("monitoring", "SetAlarmState", input, person);
      await clock.sleep(2_000);
    }
  },
  meddle: async (laptop, state) => {
    if (beforeShift.includes(state)) await deployByHand(laptop);
    else if (bothServe.includes(state)) await shiftByHand(laptop);
    else await takeLockByHand(laptop);
  },
};

async function deployByHand({ world, group, service }: BlueGreenLaptop): Promise<void> {
  await world.call(
    "ecs",
    "UpdateService",
    {
      cluster: group.cluster,
      service: service.service,
      taskDefinition: `${names.taskFamily(service.name)}:1`,
      forceNewDeployment: true,
    },
    person,
  );
}

async function shiftByHand({ world, service }: BlueGreenLaptop): Promise<void> {
  const { blue, green } = service.targetGroupArns;
  const TargetGroups = [
    { TargetGroupArn: blue, Weight: 70 },
    { TargetGroupArn: green, Weight: 30 },
  ];
  const Actions = [{ Type: "forward" as const, ForwardConfig: { TargetGroups } }];
  const RuleArn = service.productionRuleArn;
  await world.call("elasticloadbalancing", "ModifyRule", { RuleArn, Actions }, person);
}

async function takeLockByHand({ world, platform, group }: BlueGreenLaptop): Promise<void> {
  const Key = { pk: { S: ledgerKeys.group(group.name) }, sk: { S: ledgerKeys.lock } };
  await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
}
