import { runs } from "../world/links.ts";
import type { Channel, Datum, World } from "../world/world.ts";
import type { Book, Entry } from "./book.ts";
import type { Fault, KindName } from "./kinds.ts";

const kinds = ["missing-metrics", "late-metrics"] as const satisfies KindName[];
type MetricFault = Fault<(typeof kinds)[number]>;

/** The channel of metrics, with the faults between the services and CloudWatch. */
export function faultyMetrics(
  { clock, background, links }: Pick<World, "clock" | "background" | "links">,
  book: Book,
  real: Channel<Datum>,
): Channel<Datum> {
  const publish = (datum: Datum): void => {
    if (!runs(links, datum.region)) return;
    if (!book.hasAny(kinds)) {
      real.publish(datum);
      return;
    }
    const what = `${datum.namespace} ${datum.metric} in ${datum.region}`;
    const struckBy = <F extends MetricFault>(entries: readonly Entry<F>[]): Entry<F> | undefined =>
      entries.find((entry) => fits(entry.fault, datum) && book.strikes(entry, what));

    if (struckBy(book.standing("missing-metrics"))) return;
    const late = struckBy(book.standing("late-metrics"));
    if (!late) {
      real.publish(datum);
      return;
    }
    const at = datum.at ?? clock.now();
    background("a late metric", async () => {
      await clock.sleep(late.fault.seconds * 1000);
      real.publish({ ...datum, at });
    });
  };
  return { publish, subscribe: real.subscribe };
}

const fits = ({ namespace, metric, region }: MetricFault, datum: Datum): boolean =>
  (namespace ?? datum.namespace) === datum.namespace &&
  (metric ?? datum.metric) === datum.metric &&
  (region ?? datum.region) === datum.region;
