import { type Doubt, mayWrite } from "@signalbox/core/failover/doubt";
import type { FailoverRequest } from "@signalbox/core/failover/request";
import { followingOf, isMoving, isWriter, readGlobalCluster } from "../aws/global-cluster.ts";
import type { StepContext } from "../context.ts";
import { type Finding, nothing, type Why } from "./find.ts";
import { memberIn, placesOf } from "./places.ts";
import { judge, type Standing, standingOf } from "./situation.ts";

/** What stands against a region of which RDS says that it has all that was ever written. */
const needless = ["Failover.TargetNotReady", "Failover.LagUnknown", "Failover.LagOverRpo"];

/**
 * Whether this region takes over where nobody can tell who may write: a claimant was lost before the third table had heard of its claim.
 * Whichever of them it is, the next epoch ends its lease as ever; so one of those that may write goes where each other one is seen down. A
 * region that is none of them leaves it to these: two that claim at once could split the two tables that are left.
 */
export async function findInDoubt(
  context: StepContext,
  { reason }: FailoverRequest,
  doubt: Doubt,
): Promise<Finding> {
  const { region } = context.platform;
  const [claim] = doubt.claims;
  const inDoubt = `nobody can tell whether epoch ${claim.epoch} is ${claim.region}'s`;
  const may = mayWrite(doubt, placesOf(context));
  const [first, ...others] = may.filter((one) => one !== region);
  if (reason !== "primary_region_unavailable" || first === undefined || !may.includes(region))
    return nothing(reason === "primary_region_unavailable", why("Failover.TablesSilent", inDoubt));
  const epochs = { current: claim, highest: doubt.highest };
  const standing = await standingOf(context, epochs);
  if (standing.running && claim.owner !== context.visit.execution)
    return nothing(true, why("Failover.AlreadyRunning", `${claim.run} may be under way, and ${inDoubt}`));
  const database = await databaseHere(context);
  if (database === "left")
    return nothing(true, why("Failover.TargetNotReady", `the database of ${region} does not follow yet`));
  const known = { epochs, standing, hasAll: database === "writes" };
  const found = await seenOf(context, first, known);
  const seen = [found, ...(await Promise.all(others.map((other) => seenOf(context, other, known))))];
  const against = seen.find((one) => one.against)?.against;
  if (against) return nothing(true, against);
  const { evidence, lostAt, newest } = found;
  return {
    act: placesOf(context).policy.automatic ? "go" : "ask",
    course: { kind: "failover", reason, mode: "ungraceful", from: first, to: region },
    sentence: `${[first, ...others].join(" and ")} may write and ${others.length > 0 ? "are" : "is"} seen down by a quorum; ${inDoubt}.`,
    evidence,
    lostAt,
    newest,
  };
}

const why = (error: string, sentence: string): Why => ({ error, sentence });

interface Known {
  readonly epochs: Parameters<typeof judge>[1]["epochs"];
  readonly standing: Standing;
  readonly hasAll: boolean;
}

/** What is seen of a region that may write, and what speaks against leaving it. */
async function seenOf(
  context: StepContext,
  primary: string,
  { epochs, standing, hasAll }: Known,
): Promise<Omit<Awaited<ReturnType<typeof judge>>, "decision"> & { readonly against?: Why | undefined }> {
  const { decision, ...seen } = await judge(context, { primary, epochs, standing });
  if (decision.act !== "nothing") return seen;
  const { reasons } = decision;
  if (reasons.length === 0)
    return { ...seen, against: why("Failover.NoQuorum", `nobody sees ${primary} down, which may write`) };
  return { ...seen, against: reasons.find(({ error }) => !(hasAll && needless.includes(error))) };
}

/** One that RDS has not begun anew may take writes with old data, beside a lease that is not over yet. */
async function databaseHere(context: StepContext): Promise<"writes" | "follows" | "left"> {
  const places = placesOf(context);
  const { clusterArn } = memberIn(places, context.platform.region);
  const present = await readGlobalCluster(context.aws.rds, places.globalCluster);
  if (isMoving(present)) return "left";
  if (isWriter(present, clusterArn)) return "writes";
  return followingOf(present, clusterArn) === "connected" ? "follows" : "left";
}
