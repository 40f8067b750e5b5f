import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { leavers } from "@signalbox/core/scaling/order/drain";
import { measuredSeconds } from "@signalbox/core/scaling/replica-metrics";
import { Leaving, ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { updateItem, workLedgerOf } from "../../../aws/ledger.ts";
import { takeOut } from "../../../aws/targets.ts";
import { protectTasks } from "../../../aws/tasks.ts";
import type { StepContext } from "../../../context.ts";
import { decides } from "../../../scaling/allow.ts";
import { orderNow } from "../../../scaling/decide.ts";
import { look } from "../../../scaling/look.ts";
import { type Planned, plannedOf } from "../../../scaling/planned.ts";
import { readStreams } from "../../../scaling/read-series.ts";
import { step } from "../../../step.ts";
import { insistOnLease } from "../lease.ts";
import { readLeaving, targetGroupsOf, targetsOf } from "../leaving.ts";

/** What a replica said longer ago says nothing of now. */
const freshSeconds = 6 * measuredSeconds;
/** Before the balancer cuts what is open, replicas that still serve are put back. */
const marginMs = 30_000;

export const pick = step({
  name: "Pick",
  description:
    "Chooses the replicas with the fewest streams, writes down which, protects all, and takes those out of the balancer.",
  input: ScaleRun,
  output: z.strictObject({ leaving: Leaving }),
  allow: [
    ...decides,
    on("task", "ecs:UpdateTaskProtection"),
    on("targetGroup", "elasticloadbalancing:DeregisterTargets"),
  ],
  run: async ({ service: name, run }, context) => {
    const planned = plannedOf(context, name);
    const ledger = workLedgerOf(context, "scale", name);
    await insistOnLease(context, ledger);
    // An attempt that was cut off has chosen already.
    const leaving = (await readLeaving(ledger, run)) ?? (await choose(context, planned));
    await updateItem(ledger, ledgerKeys.run(run), {
      UpdateExpression: "SET #leaving = if_not_exists(#leaving, :leaving)",
      ExpressionAttributeNames: { "#leaving": "leaving" },
      ExpressionAttributeValues: { ":leaving": leaving },
    });
    const { aws } = context;
    const { cluster } = planned.group;
    const running = (await look(context, planned)).sides.find(({ service }) => service === leaving.service);
    if (leaving.leavers.length > 0) {
      // All of them: ECS would choose for itself, and a deployment might end the very one that still serves.
      const minutes = Math.ceil(planned.of.drainSeconds / 60) + 10;
      const tasks = (running?.tasks ?? []).filter((task) => task.running).map(({ arn }) => arn);
      await protectTasks(aws.ecs, cluster, tasks, minutes);
      for (const group of targetGroupsOf(planned, leaving.service))
        await takeOut(aws.elasticLoadBalancing, group, targetsOf(leaving.leavers));
    }
    return { leaving };
  },
});

/** As things stand by now; nobody, where nothing is to be let go any more. */
async function choose(context: StepContext, planned: Planned): Promise<Leaving> {
  const seen = await look(context, planned);
  const { order } = await orderNow(context, planned, seen);
  const act = order.acts.find(({ from, to }) => to < from);
  const since = Math.floor(context.clock.now());
  const deadline = since + Math.max(0, planned.of.drainSeconds * 1000 - marginMs);
  const side = seen.sides.find(({ service }) => service === act?.service);
  if (!act || !side)
    return { service: planned.sides[0]?.service ?? "", from: 0, missing: 0, leavers: [], since, deadline };
  // Without capacity there is no task at all for what was ordered.
  const missing = Math.min(act.from - act.to, Math.max(0, act.from - side.tasks.length));
  const said = await readStreams(
    context,
    act.service,
    side.tasks.map(({ id }) => id),
    freshSeconds,
  );
  const replicas = side.tasks.map((task) => ({ ...task, streams: said.get(task.id)?.at(-1)?.streams }));
  const gone = leavers(replicas, act.from - act.to - missing);
  return {
    service: act.service,
    from: act.from,
    missing,
    leavers: side.tasks
      .filter(({ id }) => gone.some((one) => one.id === id))
      .map(({ arn, ready, target }) => ({ task: arn, wasReady: ready, ...(target && { target }) })),
    since,
    deadline,
  };
}
