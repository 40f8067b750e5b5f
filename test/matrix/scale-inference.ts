import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { getItem, ledgerOf, putItem } from "@signalbox/functions/aws/ledger";
import { scaleInference } from "@signalbox/functions/workflows/scale-inference/workflow";
import { names, person, region } from "../workflows/laptop.fixture.ts";
import { onScaling, type Scaling } from "../workflows/scaling.fixture.ts";
import { type Invariant, type MatrixWorkflow, type Scenario, underTest } from "./workflow.ts";

/** Ten minutes, in each replica one. */
const longChat = "400/15000";
/** Sixteen seconds: as much work as four of the usual ones, for the same number of lines. */
const chat = "400/400";

const nobodyCut: Invariant<Scaling> = {
  says: "no client's stream was cut off but by a region that went dark, and requests were lost only there and where no replica could be ordered",
  holds: ({ laptop: { saw }, state, fault }) =>
    fault === "region-dark" || (saw.cut === 0 && (saw.lost === 0 || (state === "Add" && fault === "denied"))),
};

/** The planner looks on after the run, and tidies what it could not. */
const allServe: Invariant<Scaling> = {
  says: "two minutes later every replica that there is serves, and there is one at least",
  holds: async ({ laptop }) => {
    await laptop.minutes(2);
    const desired = await laptop.desired();
    await laptop.clock.sleep(300_000);
    return desired >= 1 && (await laptop.healthy()) === (await laptop.desired());
  },
};

const lease: Invariant<Scaling> = {
  says: "the lease is free",
  holds: async ({ laptop }) => (await getItem(laptop.ledger, ledgerKeys.lock, Lock))?.owner === undefined,
};

const down = async (scaling: Scaling): Promise<string> => {
  scaling.load(0.075, chat);
  await scaling.scaleTo(6);
  return await scaling.start(underTest);
};

const scenarios: readonly Scenario<Scaling>[] = [
  {
    name: "down",
    setting: {},
    states: { "scale-inference": ["Plan", "Pick", "WatchStreams", "LetGo", "WatchGone", "End"] },
    start: down,
  },
  {
    name: "up",
    setting: {},
    states: { "scale-inference": ["Add", "WatchStart"] },
    start: async (scaling) => {
      scaling.load(0.75, chat);
      await scaling.clock.sleep(65_000);
      return await scaling.start(underTest);
    },
  },
  {
    name: "turned-back",
    setting: {},
    states: { "scale-inference": ["PutBack", "EndFailed"] },
    start: async (scaling) => {
      await scaling.scaleTo(6);
      scaling.load(6, longChat);
      await scaling.clock.sleep(1_500);
      scaling.load(0);
      await scaling.clock.sleep(30_000);
      return await scaling.start(underTest);
    },
    meanwhile: async (scaling, visits) => {
      await visits.of("WatchStreams");
      const { cloud, platform } = scaling;
      const roleArn = `arn:aws:iam::${platform.account}:role/${names.role(region, "release")}`;
      const aws = cloud.clientsOf({ roleArn, region, session: "release" });
      const release = ledgerOf({ aws, platform }, "ollama");
      await putItem(release, ledgerKeys.lock, { owner: "arn:release", run: "r9", epoch: 1 });
    },
  },
];

/** Faults that a loop's last look can meet otherwise than its first. */
const lasting: readonly string[] = ["lost-reply", "stale-read", "denied", "wrong-state", "crash"];

/**
 * States that a fault strikes, where not all: a look that is throttled is one that fails; an event has the planner look, which matters
 * while something is decided or waited for; and a region comes back to a run before, amid and after what it changes.
 */
const strikes: Readonly<Record<string, readonly string[]>> = {
  throttled: ["Plan", "Pick", "LetGo", "Add", "PutBack", "End", "EndFailed"],
  "repeated-event": ["Plan", "Add", "WatchStart", "WatchStreams", "LetGo"],
  "region-dark": ["Plan", "WatchStreams", "LetGo", "WatchStart", "PutBack"],
};

/** Replicas come, replicas go, and a release comes in between. */
export const scaleInferenceMatrix: MatrixWorkflow<Scaling> = {
  name: "scale-inference",
  sample: 4,
  play: ({ guards }, play) => onScaling({ guards: (clock) => guards?.(clock) ?? [] }, play),
  workflows: [scaleInference],
  scenarios,
  ends: { Done: [], Kept: [], Failed: [] },
  always: [nobodyCut, allServe, lease],
  acts: (state) => state !== "Plan",
  spares: (state, fault, { isLast }) =>
    (isLast ? lasting : (strikes[fault] ?? [state])).includes(isLast ? fault : state)
      ? undefined
      : "it does no more there than where it strikes",
  // An alarm says that requests wait.
  happen: async (scaling) => {
    scaling.press();
    await scaling.clock.sleep(2_000);
  },
  // Another hand sets the number of tasks.
  meddle: async ({ world }) => {
    const asked = { cluster: names.cluster, service: names.service("ollama", "blue"), desiredCount: 5 };
    await world.call("ecs", "UpdateService", asked, person);
  },
};
