import { NamedError } from "@signalbox/core/error";
import { Leaver, Leaving, ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readServices, writeServices } from "../../../aws/service.ts";
import { protectTasks, readTasks } from "../../../aws/tasks.ts";
import type { StepContext } from "../../../context.ts";
import { decides } from "../../../scaling/allow.ts";
import { orderNow } from "../../../scaling/decide.ts";
import { look } from "../../../scaling/look.ts";
import { type Planned, plannedOf } from "../../../scaling/planned.ts";
import { step } from "../../../step.ts";
import { insistOnLease } from "../lease.ts";
import { mayGo, serveAgain } from "../leaving.ts";

export const letGo = step({
  name: "LetGo",
  description:
    "Asks once more whether so many may go, puts those back that still serve, takes the protection from those that are empty, and lowers the count by as many.",
  input: z.strictObject({ run: ScaleRun, leaving: Leaving, empty: z.array(Leaver) }),
  output: z.strictObject({ service: z.string(), to: z.int() }),
  allow: [
    ...decides,
    on("service", "ecs:UpdateService"),
    on("task", "ecs:UpdateTaskProtection"),
    on("targetGroup", "elasticloadbalancing:RegisterTargets"),
  ],
  run: async ({ run: { service: name }, leaving, empty }, context) => {
    const planned = plannedOf(context, name);
    await insistOnLease(context, workLedgerOf(context, "scale", name));
    const { aws } = context;
    const { cluster } = planned.group;
    const { service, from, missing, leavers } = leaving;
    const gone = empty.map(({ task }) => task);
    const to = from - missing - empty.length;
    const { desiredCount } = (await readServices(aws.ecs, cluster, [service]))(service);
    if (desiredCount !== from && desiredCount !== to)
      throw new NamedError(
        "Scaling.ChangedMeanwhile",
        `${service} was to have ${from} tasks, and somebody has set ${desiredCount}`,
      );
    const tasks = await readTasks(aws.ecs, cluster, service);
    if (tasks.length > from - missing)
      throw new NamedError(
        "Scaling.ChangedMeanwhile",
        `replicas of ${service} that were given up have come, and may serve somebody`,
      );
    if (desiredCount === from) await insistOnFewer(context, planned, leaving, empty.length);
    await serveAgain(context, planned, {
      service,
      leavers: leavers.filter(({ task }) => !gone.includes(task)),
    });
    const ending = tasks.filter(({ arn, running }) => running && gone.includes(arn)).map(({ arn }) => arn);
    await protectTasks(aws.ecs, cluster, ending, undefined);
    await writeServices(aws.ecs, cluster, [{ service, desiredCount: to }]);
    return { service, to };
  },
});

/** Attempts that failed take minutes, in which somebody may have come: at zero he would wait for a whole start. Throws `Scaling.NeededAgain`. */
async function insistOnFewer(
  context: StepContext,
  planned: Planned,
  { missing }: Leaving,
  count: number,
): Promise<void> {
  const { order, decision } = await orderNow(context, planned, await look(context, planned));
  if (mayGo(order, missing) < count)
    throw new NamedError("Scaling.NeededAgain", decision?.sentence ?? "the planner wants them again");
}
