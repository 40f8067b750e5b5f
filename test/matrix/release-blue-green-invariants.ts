import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Token } from "@signalbox/core/ledger/records";
import { type Side, sides } from "@signalbox/core/platform/platform";
import { person } from "../workflows/laptop.fixture.ts";
import { item, lock } from "../workflows/release.fixture.ts";
import {
  type BlueGreenLaptop,
  newestDeployment,
  serviceOf,
  weightsOf,
} from "../workflows/release-blue-green.fixture.ts";
import type { Invariant } from "./workflow.ts";

type Rule = Invariant<BlueGreenLaptop>;

/** The side that serves when a laptop begins: a service's first deployment goes to the alternate target group. */
const stable = "green";

const serves = (side: Side): Rule => ({
  says: `${side} has all of the traffic`,
  holds: async ({ laptop }) => (await weightsOf(laptop, "production"))[side] === 100,
});

const runs = (revision: number): Rule => ({
  says: `only revision ${revision} runs, whole, and ECS has ended its deployment`,
  holds: async ({ laptop }) => {
    const { desiredCount, runningCount, revision: found } = await serviceOf(laptop);
    const { status = "" } = await newestDeployment(laptop);
    return (
      desiredCount === 3 &&
      runningCount === 3 &&
      found === revision &&
      ["SUCCESSFUL", "ROLLBACK_SUCCESSFUL"].includes(status)
    );
  },
});

const lockFree: Rule = {
  says: "the lock is free",
  holds: async ({ laptop }) => {
    const { owner, stuck } = (await lock(laptop)) ?? {};
    return owner === undefined && stuck === undefined;
  },
};

const tokenGone: Rule = {
  says: "no task token is left",
  holds: async ({ laptop, execution }) => {
    const run = execution.slice(execution.lastIndexOf(":") + 1);
    return (await item(laptop, ledgerKeys.token(run), Token)) === undefined;
  },
};

/** An alarm and another hand speak against a release; an event that is lost does not. */
const speaksAgainst = (fault: string | undefined): boolean =>
  ["wrong-state", "repeated-event", "reordered-events"].includes(fault ?? "");

export const promoted: readonly Rule[] = [
  serves("blue"),
  runs(2),
  {
    says: "nothing that speaks against it came before the promotion",
    holds: ({ fault, state, visits, armedAt }) => {
      if (!speaksAgainst(fault)) return true;
      const promotion = visits.all.find((visit) => visit.state === "Promote");
      return state !== "Promote" && promotion !== undefined && promotion.at < armedAt;
    },
  },
  lockFree,
  tokenGone,
];

export const rolledBack: readonly Rule[] = [
  serves(stable),
  runs(1),
  {
    says: "an alarm turns back within ten seconds",
    holds: ({ fault, visits, armedAt }) => {
      if (fault === "wrong-state" || !speaksAgainst(fault)) return true;
      const back = visits.all.find(({ state }) => state === "RollBack");
      return back === undefined || back.at < armedAt || back.at - armedAt <= 10_000;
    },
  },
  lockFree,
  tokenGone,
];

export const needsAPerson: readonly Rule[] = [
  {
    says: "whatever side has traffic has healthy targets",
    holds: async ({ laptop }) => {
      const share = await weightsOf(laptop, "production");
      for (const side of sides) if (share[side] > 0 && (await healthy(laptop, side)) === 0) return false;
      return true;
    },
  },
  {
    says: "the lock is kept for a person, unless another hand took it",
    holds: async ({ laptop, execution, fault }) => {
      const { owner, stuck } = (await lock(laptop)) ?? {};
      return stuck !== undefined || (fault === "wrong-state" && owner !== execution);
    },
  },
];

async function healthy({ world, service }: BlueGreenLaptop, side: Side): Promise<number> {
  const asked = { TargetGroupArn: service.targetGroupArns[side] };
  const { TargetHealthDescriptions: targets = [] } = await world.call(
    "elasticloadbalancing",
    "DescribeTargetHealth",
    asked,
    person,
  );
  return targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}
