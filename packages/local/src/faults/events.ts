import { runs } from "../world/links.ts";
import type { AwsEvent, Channel, World } from "../world/world.ts";
import type { Book, Entry } from "./book.ts";
import type { Fault } from "./kinds.ts";

type EventFault = Fault<"lost-events" | "late-events" | "repeated-events" | "reordered-events">;

/** How long a reordered event waits at most for one that overtakes it. Milliseconds. */
const overtaken = 60_000;

interface Held {
  readonly event: AwsEvent;
  readonly fault: EventFault;
}

/** The channel of events, with the faults between those who publish and those who hear. */
export function faultyEvents(
  { clock, background, links }: Pick<World, "clock" | "background" | "links">,
  book: Book,
  real: Channel<AwsEvent>,
): Channel<AwsEvent> {
  const held = new Set<Held>();
  const release = (waiting: Held): void => {
    if (held.delete(waiting)) real.publish(waiting.event);
  };

  const publish = (event: AwsEvent): void => {
    const what = `${event.source} ${event["detail-type"]} in ${event.region}`;
    const struckBy = <F extends EventFault>(entries: readonly Entry<F>[]): Entry<F> | undefined =>
      entries.find((entry) => fits(entry.fault, event) && book.strikes(entry, what));

    if (!runs(links, event.region) || struckBy(book.standing("lost-events"))) return;
    const late = struckBy(book.standing("late-events"));
    if (late) {
      background("a late event", async () => {
        await clock.sleep(late.fault.seconds * 1000);
        real.publish(event);
      });
      return;
    }
    // One that waits is overtaken by the next that fits, whether that one would be struck too or not.
    const waiting = [...held].find(({ fault }) => fits(fault, event));
    if (waiting) {
      real.publish(event);
      release(waiting);
      return;
    }
    const reordered = struckBy(book.standing("reordered-events"));
    if (reordered) {
      const now = { event, fault: reordered.fault };
      held.add(now);
      background("an event that is overtaken", async () => {
        await clock.sleep(overtaken);
        release(now);
      });
      return;
    }
    real.publish(event);
    if (struckBy(book.standing("repeated-events"))) real.publish(event);
  };
  return { publish, subscribe: real.subscribe };
}

const fits = ({ source, detailType, region }: EventFault, event: AwsEvent): boolean =>
  (source ?? event.source) === event.source &&
  (detailType ?? event["detail-type"]) === event["detail-type"] &&
  (region ?? event.region) === event.region;
