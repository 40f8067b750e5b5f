import type { Act } from "@signalbox/core/scaling/order/order";
import { startWithin } from "@signalbox/core/scaling/planner/start-ups";
import { z } from "zod";
import { workLedgerOf } from "../../aws/ledger.ts";
import { readServices, writeServices } from "../../aws/service.ts";
import type { StepContext } from "../../context.ts";
import { orderNow } from "../../scaling/decide.ts";
import type { Seen } from "../../scaling/look.ts";
import type { Planned } from "../../scaling/planned.ts";
import { readKnown } from "../../scaling/planner-record.ts";

/** What a run waits for when it adds. */
export const Goal = z.strictObject({
  acts: z.array(z.strictObject({ service: z.string(), from: z.int(), to: z.int() })),
  /** Milliseconds since 1970. */
  deadline: z.number(),
  next: z.enum(["wait", "done", "short"]),
});
export type Goal = z.output<typeof Goal>;

/** Orders what is missing by the planner's newest word, and takes nothing away; answers what it did. */
export async function order(context: StepContext, planned: Planned, seen: Seen): Promise<Act[]> {
  const { acts } = (await orderNow(context, planned, seen)).order;
  const { ecs } = context.aws;
  const { cluster } = planned.group;
  const out = acts.filter(({ from, to }) => to > from);
  // Right before: somebody may have set more since the look.
  const present = await readServices(
    ecs,
    cluster,
    out.map(({ service }) => service),
  );
  const short = out.filter(({ service, to }) => present(service).desiredCount < to);
  await writeServices(
    ecs,
    cluster,
    short.map(({ service, to }) => ({ service, desiredCount: to })),
  );
  return short;
}

/** Starts that take twice as long as nine in ten do are taken for failed. */
const patience = 2;
const usualShare = 0.9;
const leastMs = 120_000;

/** Until when replicas that are ordered now have to be ready, in milliseconds since 1970. */
export async function until(context: StepContext, { of }: Planned): Promise<number> {
  const { state } = await readKnown(workLedgerOf(context, "scale", of.name));
  const usual = startWithin(state.starts, of.profile.startSeconds, usualShare);
  return Math.floor(context.clock.now()) + Math.max(leastMs, patience * usual * 1000);
}
