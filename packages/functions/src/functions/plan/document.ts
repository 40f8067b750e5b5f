import { runPrice } from "@signalbox/core/cost/run-price";
import { partsOfRelease } from "@signalbox/core/cost/runs";
import { ecsServicesOf, type Platform } from "@signalbox/core/platform/platform";
import { outline } from "@signalbox/core/release/outline";
import type { PlanDocument } from "@signalbox/core/release/plan-document";
import { plannedPolicy } from "@signalbox/core/release/planned-policy";
import { hasPreview, howToTry } from "@signalbox/core/release/preview";
import type { Order, Release } from "@signalbox/core/release/release";
import { strategyWhy } from "@signalbox/core/release/strategy-why";
import { overlapMinutes } from "@signalbox/core/upgrade/strategy";
import { listed } from "../../release/names.ts";
import type { Assessed } from "../../workflows/release/assess.ts";
import { strategyOf } from "../../workflows/release/strategies.ts";
import { imageName } from "../../workflows/release/turn.ts";
import { stepsOf } from "./machines.ts";

type Document = Omit<PlanDocument, "refusals" | "drift">;

/** What is answered where it is not clear what is asked for. */
export const nothing: Document = {
  title: "Nothing would be done",
  facts: [],
  stages: [],
  policy: [],
  atLeastSeconds: 0,
  atMostSeconds: 0,
  steps: [],
  compared: false,
};

/** A plan from what the checks and the look at the group found. */
export function documentOf({ region }: Platform, assessed: Assessed, release: Release | undefined): Document {
  const { request, group, order, waits } = assessed;
  const { name, strategy } = group;
  const stages = release ? outline(release, group.generationKeys !== undefined) : [];
  const parts = partsOfRelease(strategy, order?.migrations === undefined ? "none" : "rehearsed");
  const cost = order && runPrice(parts, order.policy, region);
  return {
    title:
      order && request.image
        ? `Release ${imageName(order.image)} to ${name}`
        : `Go back to what ${name} ran before`,
    strategy: { name: strategy, why: strategyWhy(name, strategy) },
    facts: factsOf(region, assessed, release),
    stages: stages.map(({ turnsBack, ...stage }) => ({ ...stage, turnsBack: [...turnsBack] })),
    policy: order ? plannedPolicy(order.policy, group.policy, request.policy ?? {}) : [],
    atLeastSeconds: stages.reduce((sum, { atLeastSeconds }) => sum + atLeastSeconds, 0),
    atMostSeconds: stages.reduce((sum, { atMostSeconds }) => sum + atMostSeconds, 0),
    steps: stepsOf(strategy, (order?.policy.gates.length ?? 0) > 0 && !order?.back),
    ...(cost !== undefined && { cost }),
    compared: order !== undefined && waits === undefined,
  };
}

/** What nobody knows before the rehearsal: the plan is of a release that it calls harmless. */
function rehearsedFirst({ migrations, strategy, force, policy }: Order, region: string): string | undefined {
  if (migrations === undefined) return undefined;
  const cost = runPrice(partsOfRelease("maintenance-cutover"), policy, region);
  return `rehearsed first on a clone of the database; none: ${strategy} as planned; additive: migrated once, then ${strategy} within ${overlapMinutes} min; breaking: maintenance-cutover${cost === undefined ? "" : `, about ${cost.toFixed(4)} USD in all`}, with the downtime that the rehearsal predicts${force ? `; forced: ${force.strategy}, ${force.reason}` : ""}`;
}

/** Who judges, where that is not the analysis of Signalbox. */
const judgeOf = ({ policy: { kayenta }, back }: Order): string | undefined =>
  kayenta === undefined || back
    ? undefined
    : `Kayenta's, by ${listed(kayenta.config.metrics.map(({ name }) => name))} of ${kayenta.config.name}, every ${kayenta.intervalMinutes} min`;

const rehearsed =
  "a rehearsal on a clone of the database comes first, and chooses: what overlaps where it finds no break, else a maintenance cutover";

function factsOf(
  region: string,
  { group, order, waits }: Assessed,
  release: Release | undefined,
): [string, string][] {
  const facts: [string, string | undefined][] = [
    ["group", `${group.name} in ${region}`],
    ["services", listed(ecsServicesOf(group))],
    ["image", order && `${imageName(order.image)} ${order.image.digest}`.trim()],
    ["now", release && strategyOf(group.name, group.strategy).says(release)],
    ["try it", hasPreview(group) ? `once its targets are healthy: ${howToTry}` : undefined],
    ["judge", order && judgeOf(order)],
    ["upgrade", order && rehearsedFirst(order, region)],
    ["schema", order && !order.back && "upgrade" in group && group.upgrade ? rehearsed : undefined],
    ["turn", waits && `${waits}; what serves is compared when its turn comes`],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
