import { witnessesOf } from "@signalbox/core/failover/agreement";
import { rowsArrive } from "@signalbox/core/failover/caught-up";
import { targetAgainst } from "@signalbox/core/failover/decide";
import type { Observation } from "@signalbox/core/failover/observation";
import type { FailoverRequest } from "@signalbox/core/failover/request";
import type { Course } from "@signalbox/core/failover/run";
import { verdictOf } from "@signalbox/core/failover/verdict";
import type { Epochs } from "@signalbox/core/failover/writing";
import type { FunctionContext } from "../context.ts";
import { memberIn, placesOf } from "./places.ts";
import { judge, policyOf, type Standing, standingOf } from "./situation.ts";
import { observedOf, preferredTargets, targetHere } from "./target.ts";

export interface Why {
  readonly error: string;
  readonly sentence: string;
}

/** What follows from what is known; `passes`: another look may say otherwise. */
export type Finding =
  | {
      readonly act: "nothing";
      readonly reason: Why;
      readonly reasons: readonly Why[];
      readonly passes: boolean;
    }
  | {
      readonly act: "go" | "ask";
      readonly course: Omit<Course, "run">;
      readonly sentence: string;
      readonly evidence: readonly Observation[];
      readonly lostAt?: number | undefined;
      readonly newest?: number | undefined;
    };

interface Known {
  readonly epochs: Epochs;
  readonly primary: string;
}

/** For how long a region lets a more preferred one that looks ready go first, from when both could. Milliseconds. */
const courtesyMs = 3 * 60_000;

export const nothing = (passes: boolean, ...reasons: readonly [Why, ...Why[]]): Finding => ({
  act: "nothing",
  reason: reasons[0],
  reasons,
  passes,
});

/** Whether this region takes over from the one that writes. */
export async function find(
  context: FunctionContext,
  request: FailoverRequest,
  known: Known,
): Promise<Finding> {
  const { region } = context.platform;
  memberIn(placesOf(context), region);
  const standing = await standingOf(context, known.epochs);
  if (standing.running)
    return nothing(await isSeenDown(context, known.primary), {
      error: "Failover.AlreadyRunning",
      sentence: `${standing.record?.run ?? "another run"} is under way, last heard of at ${standing.record?.heardAt ?? "an unknown time"}`,
    });
  if (known.primary === region) return here(context, standing);
  return request.reason === "planned_maintenance"
    ? await planned(context, known)
    : await lost(context, known, standing);
}

/** A run whose region is lost as well is heard of no more: it is taken over once it has been silent for too long. */
async function isSeenDown(context: FunctionContext, about: string): Promise<boolean> {
  const observations = await observedOf(context, about);
  return witnessesOf(about, observations, context.clock.now()).length > 0;
}

/** This region may write already; what is left half done is gone on with. */
function here({ platform: { region } }: FunctionContext, { record, abandoned }: Standing): Finding {
  if (!abandoned || !record)
    return nothing(false, { error: "Failover.AlreadyHere", sentence: `${region} may write already` });
  const { kind, reason, mode, from, to, evidence, lostAt, replicatedAt } = record;
  return {
    act: "go",
    course: { kind, reason, mode, from, to },
    sentence: `${record.run} was last heard of at ${record.heardAt}: it is gone on with.`,
    evidence,
    ...(lostAt !== undefined && { lostAt: Date.parse(lostAt) }),
    ...(replicatedAt !== undefined && { newest: Date.parse(replicatedAt) }),
  };
}

async function planned(context: FunctionContext, { primary }: Known): Promise<Finding> {
  const policy = policyOf(placesOf(context));
  const { newest, ...target } = await targetHere(context, primary, undefined);
  const { region } = target;
  const now = context.clock.now();
  const [against, ...others] = targetAgainst({ target, unacknowledged: undefined, policy, now });
  if (against) return nothing(false, against, ...others);
  if (!rowsArrive(newest, now))
    return nothing(false, {
      error: "Failover.LagOverRpo",
      sentence: `no row of ${primary} has arrived in ${region} for minutes: it lags, or its users write to a database that ${region} does not follow.`,
    });
  return {
    act: policy.automatic ? "go" : "ask",
    course: {
      kind: "failover",
      reason: "planned_maintenance",
      mode: "graceful",
      from: primary,
      to: region,
    },
    sentence: `${primary} is left as planned, once ${region} has all of its writes.`,
    evidence: [],
    newest,
  };
}

async function lost(context: FunctionContext, known: Known, standing: Standing): Promise<Finding> {
  const { region } = context.platform;
  const { primary } = known;
  const { decision, evidence, lostAt, newest } = await judge(context, { ...known, standing });
  if (decision.act === "nothing") {
    const [first, ...others] = decision.reasons;
    const none = evidence.some((one) => verdictOf(one) === "up")
      ? { error: "Failover.NotSeenDown", sentence: `nobody sees ${primary} down.` }
      : { error: "Failover.NoQuorum", sentence: `no observer says anything of ${primary}.` };
    return nothing(true, first ?? none, ...others);
  }
  const preferred = await preferredTargets(context, primary);
  const couldSince = (lostAt ?? 0) + placesOf(context).policy.confirmSeconds * 1_000;
  if (preferred.length > 0 && context.clock.now() - couldSince < courtesyMs)
    return nothing(true, {
      error: "Failover.AlreadyRunning",
      sentence: `${preferred[0]} may be ready as well and goes first.`,
    });
  return {
    act: decision.act === "failover" ? "go" : "ask",
    course: {
      kind: "failover",
      reason: "primary_region_unavailable",
      mode: "ungraceful",
      from: primary,
      to: region,
    },
    sentence: decision.sentence,
    evidence,
    lostAt,
    newest,
  };
}
