import type { Course } from "@signalbox/core/failover/run";
import type { StepContext } from "../context.ts";
import { within } from "../web/within.ts";
import type { Acting } from "./acting.ts";
import { tellAway } from "./metrics.ts";
import { placesOf } from "./places.ts";
import { throwSwitches } from "./switches.ts";

/** For a region that has no part in the move, and may be gone. */
const tellSeconds = 5;

/**
 * Keeps users from those before this region: by ARC's routing controls where the platform has them, else by what it publishes at home, which
 * Route 53's health checks follow; where the move is graceful, it has the others let them back here then. Answers what that comes to.
 */
export async function turnUsers(context: StepContext, acting: Acting): Promise<string> {
  const { run } = acting;
  const { kind, from, mode, to } = run;
  const { regions, routing } = placesOf(context);
  const order = regions.map(({ region }) => region);
  const before = [...new Set([...order.slice(0, order.indexOf(to)), from])].filter((region) => region !== to);
  // Users who are home again may be served by any other region when this one does not answer.
  const away = kind === "failback" ? [] : before;
  const turned =
    away.length > 0 ? `users are turned away from ${away.join(" and ")}` : `users are let back to ${to}`;
  if (routing) {
    const lost = mode === "ungraceful" ? before : [];
    const at = await throwSwitches(context, routing, acting, { away, lost });
    return `${turned}, by routing controls at their endpoint in ${at}`;
  }
  for (const region of order.filter((one) => one !== to))
    if (away.includes(region) || kind === "failback")
      await tellAway(context, context.aws.cloudWatch, region, away.includes(region));
  const silent = mode === "graceful" ? await letBack(context, run, order) : [];
  return [turned, ...silent.map((region) => `${region} could not be told to let them back to ${to}`)].join(
    "; ",
  );
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
