import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Member } from "@signalbox/core/release/set/set";
import type { Clients } from "../aws/clients.ts";
import { type Ledger, ledgerOf } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";

/** Where a member is released: what it is read and told by. */
export interface MemberPlace {
  readonly aws: Clients;
  readonly ledger: Ledger;
  readonly machineArn: string;
  /** ARN of an execution of `release` by its name. */
  readonly executionArn: (run: string) => string;
}

export function placeOf(
  context: FunctionContext,
  { group, region }: Pick<Member, "group" | "region">,
): MemberPlace {
  const { platform } = context;
  const aws = clientsOf(context, region);
  const place = { ...platform, region };
  const machine = namesOf(platform).deployed("release");
  return {
    aws,
    ledger: ledgerOf({ aws, platform }, group),
    machineArn: arns.stateMachine(place, machine),
    executionArn: (run) => arns.execution(place, machine, run),
  };
}

export const clientsOf = ({ aws, platform, clientsIn }: FunctionContext, region: string): Clients =>
  region === platform.region ? aws : clientsIn(region);
