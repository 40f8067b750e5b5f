import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Token } from "@signalbox/core/ledger/records";
import { sides } from "@signalbox/core/platform/platform";
import { type AnyLaptop, type Laptop, person } from "../workflows/laptop.fixture.ts";
import { item, lock, scaleInSuspended, services, weights } from "../workflows/release.fixture.ts";
import type { Invariant } from "./workflow.ts";

const serves = (side: "blue" | "green"): Invariant => ({
  says: `${side} has all of the traffic, and of the requests with the preview's cookie, and nobody sticks to a side`,
  holds: async ({ laptop }) => {
    const { previewRuleArns: listenerRuleArns = [] } = laptop.service;
    const tried = await weights(laptop, { ...laptop.service, listenerRuleArns });
    return (await weights(laptop))[side] === 100 && tried[side] === 100 && !(await isSticky(laptop));
  },
});

async function isSticky({ world, service }: Laptop): Promise<boolean> {
  const RuleArns = [...service.listenerRuleArns];
  const { Rules = [] } = await world.call("elasticloadbalancing", "DescribeRules", { RuleArns }, person);
  return Rules.some(
    ({ Actions }) => Actions?.[0]?.ForwardConfig?.TargetGroupStickinessConfig?.Enabled === true,
  );
}

const runs = (side: "blue" | "green", tasks: number): Invariant => ({
  says: `${side} runs ${tasks} task(s)`,
  holds: async ({ laptop }) => {
    const { desiredCount, runningCount } = (await services(laptop))[side];
    return desiredCount === tasks && runningCount === tasks;
  },
});

const scalingResumed: Invariant = {
  says: "scale-in is as it was before",
  holds: async ({ laptop }) => !(await scaleInSuspended(laptop)),
};

const lockFree: Invariant = {
  says: "the lock is free",
  holds: async ({ laptop }) => {
    const { owner, stuck } = (await lock(laptop)) ?? {};
    return owner === undefined && stuck === undefined;
  },
};

const tokenGone: Invariant = {
  says: "no task token is left",
  holds: async ({ laptop, execution }) =>
    (await item(laptop, ledgerKeys.token(nameOf(execution)), Token)) === undefined,
};

const nameOf = (execution: string): string => execution.slice(execution.lastIndexOf(":") + 1);

const closed = [scalingResumed, lockFree, tokenGone];

/** A repeated push of what is being released says nothing against it; an alarm and another hand do. */
const speaksAgainst = (fault: string | undefined, state = ""): boolean =>
  fault === "wrong-state" ||
  (["repeated-event", "reordered-events"].includes(fault ?? "") &&
    !["Validate", "TakeLock", "RecordState", "CheckDrift"].includes(state));

const rightlyPromoted: Invariant = {
  says: "nothing that speaks against it came before the promotion",
  holds: ({ fault, state, visits, armedAt }) => {
    if (!speaksAgainst(fault, state)) return true;
    const promotion = visits.all.find((visit) => visit.state === "Promote");
    return state !== "Promote" && promotion !== undefined && promotion.at < armedAt;
  },
};

export const promoted: readonly Invariant[] = [
  serves("green"),
  runs("green", 3),
  runs("blue", 0),
  rightlyPromoted,
  ...closed,
];

/** An alarm that was heard of, though its event came twice or late, ends a wait at once. */
const turnedBackAtOnce: Invariant = {
  says: "an alarm turns back within ten seconds",
  holds: ({ fault, state, visits, armedAt }) => {
    if (fault === "wrong-state" || !speaksAgainst(fault, state)) return true;
    const back = visits.all.find(({ state }) => state === "RollBack");
    return back === undefined || back.at < armedAt || back.at - armedAt <= 10_000;
  },
};

export const rolledBack: readonly Invariant[] = [
  serves("blue"),
  runs("blue", 3),
  runs("green", 0),
  turnedBackAtOnce,
  ...closed,
];

/** What a refused release must not have done. */
const changes = ["ModifyRule", "UpdateService", "RegisterScalableTarget", "RegisterTaskDefinition"];

export const refused: readonly Invariant[] = [
  serves("blue"),
  runs("blue", 3),
  scalingResumed,
  tokenGone,
  {
    says: "nothing was done to the platform",
    holds: ({ visits }) =>
      !visits.all.some(({ calls }) => calls.some(({ operation }) => changes.includes(operation))),
  },
  {
    // The next release takes a lock over from an execution that has ended.
    says: "the lock is free, or an execution's that has ended",
    holds: async ({ laptop, execution }) => {
      const { owner = execution, stuck } = (await lock(laptop)) ?? {};
      return owner === execution && stuck === undefined;
    },
  },
];

export const needsAPerson: readonly Invariant[] = [
  {
    says: "whatever side has traffic has healthy targets",
    holds: async ({ laptop }) => {
      const share = await weights(laptop);
      for (const side of sides) if (share[side] > 0 && (await healthy(laptop, side)) === 0) return false;
      return true;
    },
  },
  {
    says: "the lock is kept for a person, unless another hand took it",
    holds: async ({ laptop, execution, fault, state }) => {
      const { owner, stuck } = (await lock(laptop)) ?? {};
      if (stuck !== undefined || (fault === "wrong-state" && owner !== execution)) return true;
      // It could not be marked; the owner that has ended still stands in it.
      return state === "MarkStuck" && owner === execution;
    },
  },
];

async function healthy({ world, service }: Laptop, side: "blue" | "green"): Promise<number> {
  const { targetGroupArn: TargetGroupArn } = service.sides[side];
  const found = await world.call("elasticloadbalancing", "DescribeTargetHealth", { TargetGroupArn }, person);
  const targets = found.TargetHealthDescriptions ?? [];
  return targets.filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length;
}

/** States before the lock is had. */
const before = ["Validate", "TakeLock", "CompareAgain", "GiveUp", "ReportRefusal"];

export const always: readonly Invariant<AnyLaptop>[] = [
  {
    says: "no request is lost but those that a dark region cannot get",
    holds: ({ laptop, fault }) => {
      const { lost, losses } = laptop.traffic.ledger.snapshot();
      return lost - (fault === "region-dark" ? losses["connection-error"] : 0) === 0;
    },
  },
  {
    says: "no two releases act at the same time",
    holds: ({ visits }) => {
      const acting = visits.all
        .filter(({ state }) => !before.includes(state))
        .map(({ execution }) => nameOf(execution));
      // One that acted, then another, then the first again.
      return acting.every((run, index) => acting[index - 1] === run || !acting.slice(0, index).includes(run));
    },
  },
];
