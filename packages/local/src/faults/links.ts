import { channel } from "../world/channel.ts";
import type { Links } from "../world/links.ts";
import type { World } from "../world/world.ts";
import type { Book, Entry } from "./book.ts";
import { cutBetween } from "./cuts.ts";
import type { KindName } from "./kinds.ts";

/** Faults that lie between regions. */
const between: readonly KindName[] = [
  "region-dark",
  "region-partitioned",
  "replication-lags",
  "replication-stops",
];

/** What the faults leave of the links between regions. */
export function faultyLinks({ clock, background }: Pick<World, "clock" | "background">, book: Book) {
  const changes = channel<void>((error) => background("a watcher of links", () => Promise.reject(error)));
  const join: Links["join"] = (one, other) => cutBetween(book, one, other) === undefined;
  const links: Links = {
    join,
    lateMs: (what, from, to) => {
      if (!join(from, to)) return Number.POSITIVE_INFINITY;
      const [stopped] = book
        .standing("replication-stops")
        .filter(({ fault }) => fault.region === to && fault.of === what);
      if (stopped) return Number.POSITIVE_INFINITY;
      const late = book
        .standing("replication-lags")
        .filter(({ fault }) => fault.region === to && fault.of === what);
      return Math.max(0, ...late.map(({ fault }) => fault.seconds * 1000));
    },
    watch: (listener) => changes.subscribe(listener),
  };
  const at = (moment: number): void => {
    if (moment === Number.POSITIVE_INFINITY) return;
    if (moment <= clock.now()) changes.publish();
    else
      background("a link changes", async () => {
        await clock.sleep(moment - clock.now());
        changes.publish();
      });
  };
  return {
    links,
    /** To be called when a fault is added. */
    added: ({ fault, from, until }: Entry): void => {
      if (!between.includes(fault.kind)) return;
      at(from);
      at(until);
    },
    /** To be called when one was removed. */
    removed: (): void => changes.publish(),
  };
}
