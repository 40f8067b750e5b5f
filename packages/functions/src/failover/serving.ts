import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Standing } from "@signalbox/core/ledger/records";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { getItem, ledgerOf } from "../aws/ledger.ts";
import type { FunctionContext } from "../context.ts";
import { placesOf } from "./places.ts";

/** What serves while the region does: the ECS service, and the least number of its tasks. */
export interface Served {
  readonly cluster: string;
  readonly service: string;
  readonly least: number;
}

/** Of each group the services that users meet: the side that the last release left stable. */
export async function servedHere(context: FunctionContext): Promise<Served[]> {
  const { serving } = placesOf(context);
  const served: Served[] = [];
  for (const group of context.platform.groups) {
    const standing = await getItem(ledgerOf(context, group.name), ledgerKeys.standing, Standing);
    for (const [name, service] of servicesOf(group, standing?.stable ?? "blue"))
      served.push({ cluster: group.cluster, service, least: serving[name] ?? 0 });
  }
  return served;
}

const servicesOf = (group: ReleaseGroup, stable: "blue" | "green"): [name: string, service: string][] =>
  group.strategy === "canary"
    ? group.services.map(({ name, sides }) => [name, sides[stable].service])
    : group.services.map(({ name, service }) => [name, service]);
