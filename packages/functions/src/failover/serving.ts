import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { getItem, ledgerOf } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";
import { placesOf } from "./places.ts";

/** What users meet: the ECS service, and the least number of its tasks while the region serves, and while it stands by. */
export interface Served {
  readonly cluster: string;
  readonly service: string;
  readonly least: number;
  readonly resting: number;
}

/** Of each group of a region the services that users meet: the side that the last release there left stable. */
export async function servedIn(context: FunctionContext, region: string): Promise<Served[]> {
  const { aws, platform } = context;
  const { serving, resting } = placesOf(context);
  const there = { aws: region === platform.region ? aws : context.clientsIn(region), platform };
  const served: Served[] = [];
  for (const group of platform.groups) {
    const standing = await getItem(ledgerOf(there, group.name), ledgerKeys.standing, Standing);
    for (const [name, service] of servicesOf(group, standing?.stable ?? "blue"))
      served.push({
        cluster: group.cluster,
        service,
        least: serving[name] ?? 0,
        resting: resting[name] ?? 0,
      });
  }
  return served;
}

const servicesOf = (group: ReleaseGroup, stable: "blue" | "green"): [name: string, service: string][] =>
  group.strategy === "canary"
    ? group.services.map(({ name, sides }) => [name, sides[stable].service])
    : group.services.map(({ name, service }) => [name, service]);
