import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { scaleInference } from "@signalbox/functions/workflows/scale-inference/workflow";
import { names, person, region } from "../workflows/laptop.fixture.ts";
import { onZero, type Seen, service, type Zero } from "../workflows/zero.fixture.ts";
import { matrixFaults } from "./faults.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

const answered = ({ answer }: Seen): boolean => answer.kind === "answered" && answer.status === 200;

/** States whose permission it takes to order a replica, or to end and so let another run order it. */
const orders: readonly string[] = ["Plan", "Add", "WatchGone"];

const allAnswered: Invariant<Zero> = {
  says: "everybody who asked while no replica served is answered, but where the region went dark, and where a permission was missing to order one",
  holds: async ({ laptop, fault, state = "" }) =>
    (await laptop.answers()).every(answered) ||
    fault === "region-dark" ||
    (fault === "denied" && orders.includes(state)),
};

const lease: Invariant<Zero> = {
  says: "five minutes later the lease is free",
  holds: async ({ laptop: { cloud, platform, minutes } }) => {
    await minutes(5);
    const roleArn = arns.role(platform, names.role(region, "scale-inference"));
    const aws = cloud.clientsOf({ roleArn, region, session: "reader" });
    const ledger = workLedgerOf({ aws, platform }, "scale", service);
    return (await getItem(ledger, ledgerKeys.lock, Lock))?.owner === undefined;
  },
};

const stands: Invariant<Zero> = {
  says: "and a chat is answered, by a replica that is there or by the next first one",
  holds: async ({ laptop }) => answered(await laptop.chat()),
};

async function start({ world, platform, looks }: Zero): Promise<string> {
  const stateMachineArn = arns.stateMachine(platform, names.deployed("scale-inference"));
  const input = JSON.stringify({ service, requestedBy: "ada" });
  const asked = { stateMachineArn, name: underTest, input };
  const { executionArn = "" } = await world.call("states", "StartExecution", asked, person);
  looks(true);
  return executionArn;
}

const scenarios: readonly Scenario<Zero>[] = [
  {
    name: "first",
    setting: {},
    states: { "scale-inference": ["Plan", "Add", "WatchStart", "End"] },
    start: async (zero) => {
      await zero.minutes(2);
      zero.looks(false);
      // Or else it has the planner start a run of its own.
      const alarm = { AlarmNames: [`${names.prefix}-${service}-holder-inference-pressed`] };
      await zero.world.call("monitoring", "DeleteAlarms", alarm, person);
      for (let count = 0; count < 3; count++) void zero.chat();
      await zero.clock.sleep(20_000);
      return await start(zero);
    },
  },
  {
    name: "last",
    setting: {},
    states: { "scale-inference": ["Pick", "WatchStreams", "LetGo", "WatchGone"] },
    start: async (zero) => {
      await zero.setTasks(names.service(service, "blue"), 1);
      await zero.minutes(5);
      zero.looks(false);
      await zero.minutes(45);
      return await start(zero);
    },
    // Somebody asks just as the last one goes.
    meanwhile: async (zero, visits) => {
      await visits.of("LetGo");
      void zero.chat();
    },
  },
];

/** Cells of scale-inference where nothing runs before, or afterwards, and requests are held meanwhile. */
export const scaleInferenceAtZeroMatrix: MatrixWorkflow<Zero> = {
  name: "scale-inference-at-zero",
  sample: 10,
  play: ({ guards }, play) => onZero(play, { guards: (clock) => guards?.(clock) ?? [] }),
  workflows: [scaleInference],
  // It waits for no event, so that none can be late or lost.
  faults: matrixFaults
    .map(({ name }) => name)
    .filter((name) => !["reordered-events", "lost-event"].includes(name)),
  scenarios,
  ends: { Done: [], Kept: [], Failed: [] },
  always: [allAnswered, lease, stands],
  acts: (state) => state !== "Plan",
  happen: async ({ chat, clock }) => {
    void chat();
    await clock.sleep(20_000);
  },
  // Another hand sets the number of tasks.
  meddle: async ({ world }) => {
    const asked = { cluster: names.cluster, service: names.service(service, "blue"), desiredCount: 2 };
    await world.call("ecs", "UpdateService", asked, person);
  },
};
