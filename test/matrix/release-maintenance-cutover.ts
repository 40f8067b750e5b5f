import { bringBack } from "@signalbox/functions/workflows/bring-back/workflow";
import { migrate } from "@signalbox/functions/workflows/migrate/workflow";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { releaseMaintenanceCutover } from "@signalbox/functions/workflows/release-maintenance-cutover/workflow";
import { acts, type Behaviour, decide, lock, services, weights } from "../workflows/release.fixture.ts";
import { onUpgradable, type Upgradable } from "../workflows/upgrade.fixture.ts";
import { type Invariant, type MatrixWorkflow, underTest } from "./workflow.ts";

/** Until the new version, which never gets healthy, is given up. */
const forward = [
  "SuspendScaling",
  "RegisterCandidate",
  "RaisePage",
  "DrainOld",
  "StopOld",
  "CheckStopped",
  "TakeSnapshot",
  "WatchSnapshot",
  "StartCandidate",
  "CheckTargets",
] as const;
/** With a new version that comes up: each of them still leads back to the snapshot. */
const lettingIn = ["ShiftTraffic", "ReadBackWeights", "LowerPage", "Bake", "Promote"] as const;
const migrating = [
  "FindDatabase",
  "BeginMigration",
  "WatchMigration",
  "EndMigration",
  "CompareWithRehearsal",
];
const back = ["RaiseAgain", "StopCandidate", "StartOld", "RollBack", "LetUsersIn"] as const;
const restoring = ["RestoreSnapshot", "WatchRestored", "SwitchBack"];

/** A breaking upgrade is asked for, whose new version is good for nothing or good. */
const startedWith = (behaviour: Behaviour) => async (laptop: Upgradable) => {
  had.set(laptop, await laptop.chats());
  return await laptop.upgrade(underTest, "v0.12.0", "breaking", {}, behaviour);
};

const isIn = (states: readonly string[], state: string | undefined): boolean =>
  state !== undefined && states.includes(state);

/** What users had before the release. */
const had = new WeakMap<object, ReadonlyMap<string, unknown>>();

const chatsAreThere: Invariant<Upgradable> = {
  says: "every chat of before is in the database that tasks connect to",
  holds: async ({ laptop }) => {
    const now = await laptop.chats();
    return [...(had.get(laptop) ?? [])].every(([id]) => now.has(id));
  },
};

const oldServes: Invariant<Upgradable> = {
  says: "the old version has all of its tasks and all users, the new one nobody, and no page is up",
  holds: async ({ laptop }) => {
    const { blue, green } = await services(laptop);
    const { blue: weight } = await weights(laptop);
    return (
      weight === 100 && blue.runningCount === 3 && green.runningCount === 0 && (await laptop.page()) === 0
    );
  },
};

const bears: Invariant<Upgradable> = {
  says: "the database has the column that the old version names",
  holds: async ({ laptop }) =>
    [...(await laptop.chats()).values()].every((row) => Object.hasOwn(row, "archived")),
};

/** `bring-back` has acted, whatever went wrong after the migration. */
const broughtBack: Invariant<Upgradable> = {
  says: "what tasks connect to is the restored snapshot, where the way back began after the migration",
  holds: async ({ laptop, state }) =>
    !isIn(["StartCandidate", "CheckTargets", ...lettingIn], state) ||
    (await laptop.cutover(underTest))?.switched !== undefined,
};

/** A breaking upgrade, whose new version comes up or does not: the way back from wherever something goes wrong, and in it. */
export const releaseCutoverMatrix: MatrixWorkflow<Upgradable> = {
  name: "release-maintenance-cutover",
  play: ({ guards }, play) =>
    onUpgradable(
      {
        policy: { healthySeconds: 60 },
        requestsPerSecond: 1,
        warmUpSeconds: 60,
        guards: (clock) => guards?.(clock) ?? [],
      },
      play,
    ),
  workflows: [release, releaseMaintenanceCutover, migrate, bringBack],
  scenarios: [
    {
      name: "back",
      setting: {},
      states: {
        "release-maintenance-cutover": [...forward, ...back],
        migrate: migrating,
        "bring-back": restoring,
      },
      start: startedWith("unhealthy"),
    },
    {
      name: "promotion",
      setting: {},
      states: { "release-maintenance-cutover": [...lettingIn] },
      start: startedWith("good"),
      meanwhile: async (laptop, visits) => {
        await visits.of("Bake", 1);
        await laptop.clock.sleep(5_000);
        await decide(laptop, "promote", underTest);
      },
    },
  ],
  ends: {
    Promoted: [
      {
        says: "the new version has all of its tasks and all users, and no page is up",
        holds: async ({ laptop }) => {
          const { green } = await services(laptop);
          return (
            (await weights(laptop)).green === 100 && green.runningCount === 3 && (await laptop.page()) === 0
          );
        },
      },
    ],
    RolledBack: [oldServes, bears, broughtBack],
    Failed: [oldServes, bears, broughtBack],
    NeedsAPerson: [
      {
        says: "the way back was struck, and the lock is kept with the reason",
        holds: async ({ laptop, state }) =>
          isIn([...back, ...restoring], state) && (await lock(laptop))?.stuck !== undefined,
      },
    ],
  },
  always: [
    chatsAreThere,
    {
      says: "nobody serves two versions at once",
      holds: async ({ laptop }) => {
        const { blue, green } = await services(laptop);
        return blue.runningCount === 0 || green.runningCount === 0;
      },
    },
    {
      says: "the journal says when the page went down, where it went up",
      holds: async ({ laptop }) => {
        const journal = await acts(laptop, underTest);
        const up = journal.some(({ text }) => text.startsWith("the maintenance page is up"));
        const down = journal.some(({ text }) => text.startsWith("the maintenance page is down"));
        return !up || down || (await laptop.page()) > 0;
      },
    },
  ],
  acts: (state) => !["Validate", "TakeLock", "GiveUp", "ReportRefusal"].includes(state),
  // Minutes of the world for each: from each state on the way forward it goes back once, and each on the way back is cut off once.
  spares: (state, fault) => {
    const strikes = isIn([...back, ...restoring], state) ? "crash" : "denied";
    return fault === strikes
      ? undefined
      : "the steps of canary and of restores are struck with it in their own matrices";
  },
  happen: async () => {},
  meddle: async () => {},
};
