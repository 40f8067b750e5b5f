import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Order } from "@signalbox/core/scaling/order/order";
import { type Leaver, type Leaving, ScaleReport } from "@signalbox/core/scaling/request";
import { getItem, type Ledger } from "../../aws/ledger.ts";
import { takeIn } from "../../aws/targets.ts";
import { protectTasks, readTasks } from "../../aws/tasks.ts";
import type { StepContext } from "../../context.ts";
import type { Planned } from "../../scaling/planned.ts";

/** Who is on the way out in a run, as it was written down before anything was done. */
export async function readLeaving(ledger: Ledger, run: string): Promise<Leaving | undefined> {
  return (await getItem(ledger, ledgerKeys.run(run), ScaleReport))?.leaving;
}

/** Replicas that may go by the planner's newest word, beside those that never came. */
export const mayGo = ({ acts }: Order, missing: number): number =>
  Math.max(0, acts.reduce((sum, { from, to }) => sum + Math.max(0, from - to), 0) - missing);

export const targetsOf = (leavers: readonly Leaver[]) =>
  leavers.flatMap(({ target }) => (target ? [target] : []));

export const targetGroupsOf = ({ sides }: Planned, service: string): readonly string[] =>
  sides.find((side) => side.service === service)?.targetGroups ?? [];

/** Lets the balancer send requests again to those of the tasks that still run. */
export async function serveAgain(
  { aws }: StepContext,
  planned: Planned,
  { service, leavers }: Pick<Leaving, "service" | "leavers">,
): Promise<void> {
  const running = await readTasks(aws.ecs, planned.group.cluster, service);
  const back = leavers.filter(({ task }) => running.some(({ arn }) => arn === task));
  for (const targetGroup of targetGroupsOf(planned, service))
    await takeIn(aws.elasticLoadBalancing, targetGroup, targetsOf(back));
}

/** Takes the protection of a run from all tasks of a service. */
export async function unprotect({ aws }: StepContext, { group }: Planned, service: string): Promise<void> {
  const running = await readTasks(aws.ecs, group.cluster, service);
  const arns = running.filter((task) => task.running).map(({ arn }) => arn);
  await protectTasks(aws.ecs, group.cluster, arns, undefined);
}
