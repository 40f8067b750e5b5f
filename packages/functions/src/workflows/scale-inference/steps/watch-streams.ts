import { NamedError } from "@signalbox/core/error";
import { isEmpty } from "@signalbox/core/scaling/order/drain";
import { Leaver, Leaving, ScaleRun } from "@signalbox/core/scaling/request";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { decides } from "../../../scaling/allow.ts";
import { orderNow } from "../../../scaling/decide.ts";
import { look } from "../../../scaling/look.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { readStreams } from "../../../scaling/read-series.ts";
import { step } from "../../../step.ts";
import { insistOnLease } from "../lease.ts";
import { mayGo } from "../leaving.ts";

/** The last words of each replica. */
const lastSeconds = 120;

export const watchStreams = step({
  name: "WatchStreams",
  description:
    "Looks which replicas serve nothing any more; ends the wait where demand has come back or a release has begun.",
  input: z.strictObject({ run: ScaleRun, leaving: Leaving }),
  output: z.strictObject({ next: z.enum(["wait", "let-go"]), empty: z.array(Leaver) }),
  allow: decides,
  run: async ({ run: { service: name }, leaving }, context) => {
    const planned = plannedOf(context, name);
    await insistOnLease(context, workLedgerOf(context, "scale", name));
    const { service, from, missing, leavers, since, deadline } = leaving;
    const seen = await look(context, planned);
    const side = seen.sides.find((one) => one.service === service);
    if (seen.holds.includes("release"))
      throw new NamedError("Scaling.ReleaseBegan", `a release of ${planned.group.name} has begun`);
    if (side?.desired !== from)
      throw new NamedError(
        "Scaling.ChangedMeanwhile",
        `${service} was to have ${from} tasks, and somebody has set ${side?.desired ?? 0}`,
      );
    const { order, decision } = await orderNow(context, planned, seen);
    const lets = mayGo(order, missing);
    const tasks = new Map(side.tasks.map((task) => [task.arn, task]));
    const ids = leavers.flatMap(({ task }) => tasks.get(task)?.id ?? []);
    const said = await readStreams(context, service, ids, lastSeconds);
    const empty = leavers.filter(({ task, wasReady }) => {
      const found = tasks.get(task);
      // One that is gone by itself needs no more looks, nor one that never came up.
      if (!found || (!wasReady && !found.ready && !found.running)) return true;
      return isEmpty(said.get(found.id) ?? [], since);
    });
    // Those that are needed again are so at once: of the others only who is empty already is let go.
    if (lets < leavers.length) {
      const free = empty.slice(0, lets);
      if (free.length > 0) return { next: "let-go" as const, empty: free };
      throw new NamedError("Scaling.NeededAgain", decision?.sentence ?? "the planner wants them again");
    }
    const over = context.clock.now() >= deadline;
    if (over && empty.length === 0)
      throw new NamedError("Scaling.StreamsStay", `${leavers.length} replicas of ${service} serve on`);
    const next = over || empty.length === leavers.length ? ("let-go" as const) : ("wait" as const);
    return { next, empty };
  },
});
