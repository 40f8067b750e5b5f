import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { releaseRolling } from "@signalbox/functions/workflows/release-rolling/workflow";
import { person } from "../workflows/laptop.fixture.ts";
import { decide, pushQuietly, start } from "../workflows/release.fixture.ts";
import { onRollingLaptop, type RollingLaptop, rolled } from "../workflows/rolling.fixture.ts";
import { always, countTasks, needsAPerson, promoted, rolledBack } from "./release-rolling-invariants.ts";
import { type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

/** As short as a release can be and still do everything. */
const policy = {
  bakeSeconds: 180,
  extensions: 0,
  healthySeconds: 120,
  holdSeconds: 30,
  personSeconds: 120,
  // A few minutes of this traffic pass, and a few requests do not.
  leastMinutes: 1,
  acceptableRate: 0.2,
  acceptableSlowRate: 0.2,
};
const setting = { policy, requestsPerSecond: 3 };

const begin = async (laptop: RollingLaptop): Promise<string> => {
  void countTasks(laptop).catch(() => undefined);
  // What is read here can be stale for the release's first steps.
  await rolled(laptop);
  await pushQuietly(laptop, "v2");
  return await start(laptop, underTest, {});
};

const promotion: Scenario<RollingLaptop> = {
  name: "promotion",
  setting,
  states: {
    release: ["RunRolling"],
    "release-rolling": [
      "RegisterCandidate",
      "StartDeployment",
      "CheckDeployment",
      "Bake",
      "Measure",
      "Promote",
      "Hold",
      "Close",
    ],
  },
  start: begin,
};

/** A person aborts while tasks are replaced. */
const abort: Scenario<RollingLaptop> = {
  name: "abort",
  setting,
  states: { "release-rolling": ["RollBack"] },
  start: begin,
  meanwhile: async (laptop, visits) => {
    await visits.of("CheckDeployment", 3);
    await decide(laptop, "abort", underTest);
  },
};

/** Too few requests for a verdict; a person promotes. */
const inconclusive: Scenario<RollingLaptop> = {
  name: "inconclusive",
  setting: { policy: { ...policy, bakeSeconds: 60 }, requestsPerSecond: 0.05 },
  states: { "release-rolling": ["AskPerson"] },
  start: begin,
  meanwhile: async (laptop, visits) => {
    await visits.of("AskPerson");
    await laptop.clock.sleep(20_000);
    await decide(laptop, "promote", underTest);
  },
};

export const releaseRollingMatrix: MatrixWorkflow<RollingLaptop> = {
  name: "release-rolling",
  sample: 5,
  play: (given, scenario) => onRollingLaptop({ ...given, warmUpSeconds: 300 }, scenario),
  workflows: [release, releaseRolling],
  scenarios: [promotion, abort, inconclusive],
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
      await world.call(
        "monitoring",
        "SetAlarmState",
        { AlarmName, StateValue, StateReason: "by hand" },
        person,
      );
      await clock.sleep(2_000);
    }
  },
  meddle: async (laptop, state) => {
    if (state === "RollBack" || state === "RunRolling") await takeLockByHand(laptop);
    else await deployByHand(laptop);
  },
};

/** Somebody brings a task definition of his own to the service. */
async function deployByHand({ world, group, service }: RollingLaptop): Promise<void> {
  const { cluster } = group;
  const asked = { cluster, services: [service.service] };
  const { services = [] } = await world.call("ecs", "DescribeServices", asked, person);
  const { taskDefinition: present } = services[0] ?? {};
  const { taskDefinition } = await world.call(
    "ecs",
    "DescribeTaskDefinition",
    { taskDefinition: present },
    person,
  );
  const { family, containerDefinitions, networkMode, requiresCompatibilities, cpu, memory } =
    taskDefinition ?? {};
  const { taskRoleArn, executionRoleArn } = taskDefinition ?? {};
  const containers = containerDefinitions?.map((one) => ({
    ...one,
    environment: [...(one.environment ?? []), { name: "BY", value: "hand" }],
  }));
  const registered = await world.call(
    "ecs",
    "RegisterTaskDefinition",
    {
      family,
      networkMode,
      requiresCompatibilities,
      cpu,
      memory,
      taskRoleArn,
      executionRoleArn,
      containerDefinitions: containers,
    },
    person,
  );
  await world.call(
    "ecs",
    "UpdateService",
    { cluster, service: service.service, taskDefinition: registered.taskDefinition?.taskDefinitionArn },
    person,
  );
}

async function takeLockByHand({ world, platform, group }: RollingLaptop): Promise<void> {
  const Key = { pk: { S: ledgerKeys.group(group.name) }, sk: { S: ledgerKeys.lock } };
  await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
}
