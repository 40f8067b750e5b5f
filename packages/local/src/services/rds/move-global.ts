import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import type { Environment } from "./environment.ts";
import { clusterNotFound, invalidCombination, invalidState } from "./errors.ts";
import { clusterIn, instancesOf, mustBeAvailable } from "./find.ts";
import { describeGlobal, globalIn } from "./global-clusters.ts";
import { runMove } from "./moving.ts";
import { idOf, regionOf } from "./names.ts";
import type { Global, Move, RegionState } from "./state.ts";

/** Without AllowDataLoss it is a switchover, as AWS has it. */
export function failoverGlobalCluster(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "FailoverGlobalCluster">,
): Output<"rds", "FailoverGlobalCluster"> {
  const { AllowDataLoss = false, Switchover } = input;
  if (input.AllowDataLoss !== undefined && Switchover !== undefined)
    throw invalidCombination("AllowDataLoss can't be specified together with Switchover.");
  return begin(environment, state, input, AllowDataLoss ? "failover" : "switchover");
}

export function switchoverGlobalCluster(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "SwitchoverGlobalCluster">,
): Output<"rds", "SwitchoverGlobalCluster"> {
  return begin(environment, state, input, "switchover");
}

function begin(
  environment: Environment,
  state: RegionState,
  input: Input<"rds", "SwitchoverGlobalCluster">,
  kind: Move["kind"],
): { GlobalCluster: ReturnType<typeof describeGlobal> } {
  const global = globalIn(environment, input.GlobalClusterIdentifier);
  const to = memberOf(global, state.region, input.TargetDbClusterIdentifier);
  const [from = ""] = global.members;
  if (global.move)
    throw invalidGlobal(`Global cluster ${global.id} is in state ${global.move.status}; wait for its end.`);
  if (to === from) throw invalidGlobal(`DB cluster ${to} already is the primary of ${global.id}.`);
  checkTarget(environment, state, global, to, kind);
  if (kind === "switchover") checkPrimary(environment, from, to);
  global.move = { kind, from, to, status: "pending" };
  runMove(environment, global, global.move);
  return { GlobalCluster: describeGlobal(global) };
}

function memberOf({ members }: Global, here: string, given = ""): string {
  const region = regionOf(given, here);
  const found = members.find((arn) => regionOf(arn, "") === region && idOf(arn) === idOf(given));
  if (found === undefined) throw clusterNotFound(given);
  return found;
}

function checkTarget(
  environment: Environment,
  { region }: RegionState,
  global: Global,
  arn: string,
  kind: Move["kind"],
): void {
  const state = environment.at(regionOf(arn, ""));
  const target = clusterIn(state, arn);
  if (!environment.world.links.join(region, state.region))
    throw invalidState(`DB cluster ${arn} cannot be reached from ${region}.`);
  mustBeAvailable(target);
  if (global.stale.some((stale) => stale.arn === arn))
    throw invalidState(`DB cluster ${arn} has yet to be synchronized with the primary.`);
  // A failover may promote a cluster without instances, and whoever is to use it has to make one then.
  if (kind === "switchover" && !instancesOf(state, target).some(({ status }) => status === "available"))
    throw invalidState(`DB cluster ${arn} has no DB instance that could become the writer.`);
}

/** A switchover is for a healthy global cluster. */
function checkPrimary(environment: Environment, from: string, to: string): void {
  if (!environment.world.links.join(regionOf(from, ""), regionOf(to, "")))
    throw invalidGlobal(`The primary DB cluster ${from} does not answer; a switchover needs it.`);
  mustBeAvailable(clusterIn(environment.at(regionOf(from, "")), from));
}

const invalidGlobal = (message: string) => new AwsError("InvalidGlobalClusterStateFault", message);
