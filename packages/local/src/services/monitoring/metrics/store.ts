import type { Dimension, Metric as Named } from "@aws-sdk/client-cloudwatch";
import { madeOnce } from "@signalbox/core/made-once";
import type { Bucket } from "./bucket.ts";
import { Series, together } from "./series.ts";

export type Dimensions = Readonly<Record<string, string>>;

export interface MetricName {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Dimensions;
}

/** A metric's data, apart by unit as CloudWatch keeps them. */
export interface Metric extends MetricName {
  readonly units: Map<string, Series>;
}

/** The metrics of one region. */
export class MetricStore {
  readonly #metrics = new Map<string, Metric>();
  #newest: { readonly name: MetricName; readonly unit: string; readonly series: Series } | undefined;

  /** The bucket to add a value of that time to. */
  bucket(name: MetricName, unit: string, time: number, fine: boolean): Bucket {
    return this.series(name, unit).bucket(time, fine);
  }

  /** Made at its first use. A minute of a load balancer's response times is hundreds of values of one metric in a row. */
  series(name: MetricName, unit: string): Series {
    if (this.#newest?.unit !== unit || !isSame(this.#newest.name, name))
      this.#newest = { name, unit, series: this.#look(name, unit) };
    return this.#newest.series;
  }

  #look(name: MetricName, unit: string): Series {
    const id = key(name);
    let metric = this.#metrics.get(id);
    if (!metric) {
      const { namespace, metric: named, dimensions } = name;
      metric = { namespace, metric: named, dimensions, units: new Map() };
      this.#metrics.set(id, metric);
    }
    let series = metric.units.get(unit);
    if (!series) {
      series = new Series();
      metric.units.set(unit, series);
    }
    return series;
  }

  find(name: MetricName): Metric | undefined {
    return this.#metrics.get(key(name));
  }

  /** Of the metric that an alarm or a query names. */
  named(metric: Named | undefined): Metric | undefined {
    return metric && this.#metrics.get(keyOf(metric));
  }

  list(): Iterable<Metric> {
    return this.#metrics.values();
  }
}

/** Values of [from, to), of one unit or of all. */
export function windowOf(
  metric: Metric | undefined,
  unit: string | undefined,
  from: number,
  to: number,
): Bucket | undefined {
  if (!metric) return undefined;
  if (unit !== undefined) return metric.units.get(unit)?.window(from, to);
  const found: Bucket[] = [];
  for (const series of metric.units.values()) {
    const values = series.window(from, to);
    if (values) found.push(values);
  }
  return together(found);
}

export function dimensionsOf(list: readonly Dimension[] | undefined): Dimensions {
  return Object.fromEntries((list ?? []).map(({ Name = "", Value = "" }) => [Name, Value]));
}

export function dimensionList(dimensions: Dimensions): Dimension[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** Of the very same dimensions. */
const isSame = (one: MetricName, other: MetricName): boolean =>
  one.dimensions === other.dimensions && one.metric === other.metric && one.namespace === other.namespace;

/** An alarm names its metric at every evaluation. */
const keyOf = madeOnce(({ Namespace = "", MetricName = "", Dimensions }: Named) =>
  key({ namespace: Namespace, metric: MetricName, dimensions: dimensionsOf(Dimensions) }),
);

function key({ namespace, metric, dimensions }: MetricName): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  let text = `${namespace}\n${metric}`;
  for (const name of names) text += `\n${name}\n${dimensions[name]}`;
  return text;
}
