import { callerOf, isService, regionOfCaller } from "../gate/caller.ts";
import { ConnectionReset } from "../gate/connection-reset.ts";
import type { Call, Guard, Handle } from "../gate/gate.ts";
import { type Links, running } from "../world/links.ts";
import type { World } from "../world/world.ts";
import type { Book } from "./book.ts";
import { cutBetween } from "./cuts.ts";
import type { KindName } from "./kinds.ts";

/**
 * Stands before the services of regions that are dark, cut off or slow. What AWS's own services ask one another within a dark
 * region waits until it is back: they keep what they have to do.
 */
export function regionFaults({ clock }: Pick<World, "clock">, book: Book, links: Links): Guard {
  const meet = async (call: Call, next: Handle): Promise<object> => {
    const { region } = call.context;
    const from = regionOfCaller(call);
    if (isService(call) && from === region) await running(links, region);
    const cut = cutBetween(book, from, region) ?? (isService(call) ? undefined : apisDark(book, region));
    if (cut && book.strikes(cut, nameOf(call))) throw new ConnectionReset();
    const slow = isService(call) ? undefined : slowest(book, region);
    if (slow && book.strikes(slow, nameOf(call))) await clock.sleep(slow.fault.seconds * 1000);
    return await next(call);
  };
  return (call, next) => (book.hasAny(kinds) ? meet(call, next) : next(call));
}

const kinds = ["region-dark", "region-partitioned", "region-slow"] as const satisfies KindName[];

/** AWS's services within a region reach one another when its APIs are closed to everybody else. */
const apisDark = (book: Book, region: string) =>
  book.standing("region-dark").find(({ fault }) => fault.plane === "control" && fault.region === region);

export const slowest = (book: Book, region: string) =>
  book
    .standing("region-slow")
    .filter(({ fault }) => fault.region === region)
    .toSorted((one, other) => other.fault.seconds - one.fault.seconds)[0];

export const nameOf = ({ service, operation, context }: Call): string =>
  `${service}:${operation} in ${context.region} by ${callerOf(context.principal)}`;
