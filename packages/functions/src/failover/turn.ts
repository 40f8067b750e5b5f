import type { Course } from "@signalbox/core/failover/run";
import type { StepContext } from "../context.ts";
import { within } from "../web/within.ts";
import { tellAway } from "./metrics.ts";
import { placesOf } from "./places.ts";

/** For a region that has no part in the move, and may be gone. */
const tellSeconds = 5;

/**
 * Publishes at home that users are kept from those before this region, which Route 53's health checks follow; where the move is graceful,
 * has the others let them back here. Answers what that comes to.
 */
export async function turnUsers(context: StepContext, run: Course): Promise<string> {
  const { kind, from, mode, to } = run;
  const order = placesOf(context).regions.map(({ region }) => region);
  const before = order.slice(0, order.indexOf(to));
  // Users who are home again may be served by any other region when this one does not answer.
  const away = kind === "failback" ? [] : [...new Set([...before, from])].filter((region) => region !== to);
  for (const region of order.filter((one) => one !== to))
    if (away.includes(region) || kind === "failback")
      await tellAway(context, context.aws.cloudWatch, region, away.includes(region));
  const silent = mode === "graceful" ? await letBack(context, run, order) : [];
  return [
    away.length > 0 ? `users are turned away from ${away.join(" and ")}` : `users are let back to ${to}`,
    ...silent.map((region) => `${region} could not be told to let them back to ${to}`),
  ].join("; ");
}

/**
 * Takes back that others have turned users away from this region: each has said so at its own home, where it holds until it is taken
 * back. The region that is left has to; answers those others that could not be told.
 */
async function letBack(
  context: StepContext,
  { from, to }: Course,
  regions: readonly string[],
): Promise<string[]> {
  await tellAway(context, context.clientsIn(from).cloudWatch, to, false);
  const silent: string[] = [];
  for (const region of regions.filter((one) => one !== from && one !== to))
    if (!(await wasTold(context, region, to))) silent.push(region);
  return silent;
}

const wasTold = (context: StepContext, region: string, to: string): Promise<boolean> =>
  within(
    { clock: context.clock, signal: context.signal },
    tellSeconds,
    () => false,
    async () => {
      try {
        await tellAway(context, context.clientsIn(region).cloudWatch, to, false);
        return true;
      } catch {
        return false;
      }
    },
  );
