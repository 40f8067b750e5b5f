import { NamedError } from "@signalbox/core/error";
import { Leaver, Leaving, ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readServices, writeServices } from "../../../aws/service.ts";
import { protectTasks, readTasks } from "../../../aws/tasks.ts";
import { decides } from "../../../scaling/allow.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { step } from "../../../step.ts";
import { insistOnLease } from "../lease.ts";
import { serveAgain } from "../leaving.ts";

export const letGo = step({
  name: "LetGo",
  description:
    "Puts those back that still serve, takes the protection from those that are empty, and lowers the count by as many.",
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
