import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { getItem } from "@signalbox/functions/aws/ledger";
import { person } from "@signalbox/local/deploy/person";
import { groupNamed } from "../../cloud/platform.ts";
import type { Play } from "../scenes/scene.ts";

/** How many replicas stand, and what the planner says of them. */
export interface Standing {
  /** That the balancer sends requests to. */
  readonly ready: number;
  /** Paid for: all that have not stopped. */
  readonly paid: number;
  readonly wanted: number;
  readonly decision: DecisionRecord | undefined;
}

/** Of both sides of the planned service. */
export async function readStanding({ booted, cloud, deployment }: Play, service: string): Promise<Standing> {
  const { world } = booted;
  const caller = { region: deployment.region, principal: person };
  const group = groupNamed(deployment, service);
  if (group.strategy !== "canary") throw new Error(`${service} has no sides`);
  const sides = group.services.flatMap((one) => [one.sides.blue, one.sides.green]);
  const { services = [] } = await world.call(
    "ecs",
    "DescribeServices",
    { cluster: group.cluster, services: sides.map((side) => side.service) },
    caller,
  );
  const targets = await Promise.all(
    sides.map(({ targetGroupArn: TargetGroupArn }) =>
      world.call("elasticloadbalancing", "DescribeTargetHealth", { TargetGroupArn }, caller),
    ),
  );
  const ledger = {
    client: cloud.dynamodb,
    TableName: deployment.ledgerTable,
    pk: ledgerKeys.work("scale", service),
  };
  const decision = await getItem(ledger, ledgerKeys.decision, DecisionRecord);
  const sum = (numbers: readonly (number | undefined)[]): number =>
    numbers.reduce<number>((all, one) => all + (one ?? 0), 0);
  return {
    ready: targets
      .flatMap(({ TargetHealthDescriptions = [] }) => TargetHealthDescriptions)
      .filter(({ TargetHealth }) => TargetHealth?.State === "healthy").length,
    paid: sum(services.map(({ runningCount = 0, pendingCount = 0 }) => runningCount + pendingCount)),
    wanted: sum(services.map(({ desiredCount }) => desiredCount)),
    decision,
  };
}
