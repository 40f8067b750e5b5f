import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing, Token } from "@signalbox/core/ledger/records";
import { item, lock, run } from "../workflows/release.fixture.ts";
import { type RollingLaptop, rolled, serving } from "../workflows/rolling.fixture.ts";
import { always as forAll } from "./release-invariants.ts";
import type { Aftermath, Invariant } from "./workflow.ts";

type Rule = Invariant<RollingLaptop>;
type After = Aftermath<RollingLaptop>;

const nameOf = (execution: string): string => execution.slice(execution.lastIndexOf(":") + 1);

/** The task definition of the one service as the release found it. */
const stableOf = async ({ laptop, execution }: After): Promise<string | undefined> => {
  const found = (await run(laptop, nameOf(execution)))?.release.services[0]?.stableTaskDefinition;
  return found?.slice(found.lastIndexOf("/") + 1);
};

const whole: Rule = {
  says: "all of its tasks run and serve, and nothing else does",
  holds: async ({ laptop }) => {
    const { desiredCount, runningCount, pendingCount } = await rolled(laptop);
    return desiredCount === 3 && runningCount === 3 && pendingCount === 0 && (await serving(laptop)) === 3;
  },
};

const lockFree: Rule = {
  says: "the lock is free",
  holds: async ({ laptop }) => {
    const { owner, stuck } = (await lock(laptop)) ?? {};
    return owner === undefined && stuck === undefined;
  },
};

const tokenGone: Rule = {
  says: "no task token is left",
  holds: async ({ laptop, execution }) =>
    (await item(laptop, ledgerKeys.token(nameOf(execution)), Token)) === undefined,
};

/** An alarm and another hand speak against a release; an event that is lost does not. */
const speaksAgainst = (fault: string | undefined): boolean =>
  ["wrong-state", "repeated-event", "reordered-events"].includes(fault ?? "");

export const promoted: readonly Rule[] = [
  {
    says: "the service runs what stands, which this release has brought",
    holds: async ({ laptop, execution }) => {
      const standing = await item(laptop, ledgerKeys.standing, Standing);
      const { taskDefinition } = await rolled(laptop);
      const stands = standing?.taskDefinitions.chat?.endsWith(`/${taskDefinition}`);
      return stands === true && standing?.promotion?.run === nameOf(execution);
    },
  },
  {
    says: "nothing that speaks against it came before the promotion",
    holds: ({ fault, state, visits, armedAt }) => {
      if (!speaksAgainst(fault)) return true;
      const promotion = visits.all.find((visit) => visit.state === "Promote");
      return state !== "Promote" && promotion !== undefined && promotion.at < armedAt;
    },
  },
  whole,
  lockFree,
  tokenGone,
];

export const rolledBack: readonly Rule[] = [
  {
    says: "the service runs what it ran before",
    holds: async (after) => (await rolled(after.laptop)).taskDefinition === (await stableOf(after)),
  },
  {
    says: "an alarm turns back within fifteen seconds",
    holds: ({ fault, visits, armedAt }) => {
      if (fault === "wrong-state" || !speaksAgainst(fault)) return true;
      const back = visits.all.find(({ state }) => state === "RollBack");
      return back === undefined || back.at < armedAt || back.at - armedAt <= 15_000;
    },
  },
  whole,
  lockFree,
  tokenGone,
];

export const needsAPerson: readonly Rule[] = [
  { says: "there are tasks that serve", holds: async ({ laptop }) => (await serving(laptop)) >= 3 },
  {
    says: "the lock is kept for a person, unless another hand took it",
    holds: async ({ laptop, execution, fault }) => {
      const { owner, stuck } = (await lock(laptop)) ?? {};
      return stuck !== undefined || (fault === "wrong-state" && owner !== execution);
    },
  },
];

/** The fewest that served and the most that were there at once, by laptop. */
const crowds = new WeakMap<object, { least: number; most: number }>();

/** Counts the service's tasks every three seconds, for as long as the laptop runs. */
export async function countTasks(laptop: RollingLaptop): Promise<void> {
  const crowd = { least: Number.POSITIVE_INFINITY, most: 0 };
  crowds.set(laptop.world, crowd);
  for (;;) {
    const { runningCount, pendingCount } = await rolled(laptop);
    crowd.least = Math.min(crowd.least, await serving(laptop));
    crowd.most = Math.max(crowd.most, runningCount + pendingCount);
    await laptop.clock.sleep(3_000);
  }
}

export const always: readonly Rule[] = [
  ...forAll,
  {
    says: "never fewer tasks serve than are wanted, and never more than one above them are there",
    holds: ({ laptop, fault }) => {
      const { least, most } = crowds.get(laptop.world) ?? { least: 0, most: 0 };
      // What another hand deploys, it deploys by its own settings.
      return least >= 3 && (most <= 4 || fault === "wrong-state");
    },
  },
];
