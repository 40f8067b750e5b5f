import type { ServerResponse } from "node:http";
import type { BusEvent } from "@signalbox/core/console/documents";
import type { World } from "../../world/world.ts";
import { Refusal } from "../door.ts";
import { historyAfter } from "./history.ts";
import { type Broken, viewOf } from "./view.ts";

/** Real milliseconds between two looks while a page watches. */
const lookMs = 250;
/** A page that takes nothing any more is let go at this many bytes; it connects again and gets everything anew. */
const mostWaiting = 8_000_000;
/** Events kept for a page that connects later. */
const keptEvents = 300;
/** Looks between two ticks of the clock, which also tell a page that the stream lives. */
const looksPerTick = 20;

interface Watcher {
  readonly response: ServerResponse;
  /** ARN of the execution whose history it follows. */
  readonly execution: string | undefined;
  /** Id of the last event sent. */
  after: number;
}

/** Pushes what changes to every page that watches; looks at nothing while none does. */
export function streamOf(
  world: World,
  faults: Broken,
): (response: ServerResponse, execution?: string) => void {
  const view = viewOf(world, faults);
  const watchers = new Set<Watcher>();
  const events: BusEvent[] = [];
  let fresh: BusEvent[] = [];
  let looking = false;

  world.events.subscribe((event) => {
    const { id, time, region, source, resources, detail } = event;
    const kept = { id, time, region, source, type: event["detail-type"], resources, detail };
    events.push(kept);
    if (events.length > keptEvents) events.shift();
    if (watchers.size > 0) fresh.push(kept);
  });

  const send = (watcher: Watcher, name: string, data: unknown): void => {
    watcher.response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
    if (watcher.response.writableLength > mostWaiting) watcher.response.destroy();
  };

  const follow = async (watcher: Watcher): Promise<void> => {
    const { execution: arn, after } = watcher;
    if (arn === undefined) return;
    const region = arn.split(":")[3] ?? "";
    // Under a fault the page keeps what it has; the next look reads on.
    const found = await historyAfter(world, region, arn, after, true).catch(() => []);
    if (found.length === 0) return;
    watcher.after = found.at(-1)?.id ?? after;
    send(watcher, "history", { arn, events: found });
  };

  const look = async (): Promise<void> => {
    for (let count = 1; watchers.size > 0; count++) {
      const puts = await view.look();
      const sent = fresh;
      fresh = [];
      for (const watcher of watchers) {
        if (puts.length > 0) send(watcher, "put", puts);
        if (sent.length > 0) send(watcher, "bus", sent);
        await follow(watcher);
        if (count % looksPerTick === 0) send(watcher, "clock", { now: world.clock.now() });
      }
      await world.clock.sleep(lookMs * world.clock.factor);
    }
    looking = false;
  };

  return (response, execution) => {
    if (execution !== undefined && !execution.startsWith("arn:"))
      throw new Refusal(400, "no ARN of an execution");
    const watcher: Watcher = { response, execution, after: 0 };
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    send(watcher, "hello", { now: world.clock.now(), puts: view.all(), events });
    watchers.add(watcher);
    response.on("close", () => watchers.delete(watcher));
    if (looking) return;
    looking = true;
    world.background("the page's stream", look);
  };
}
