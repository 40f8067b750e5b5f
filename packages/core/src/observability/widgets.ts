/** Namespace, name, then dimension and value in turn. */
export type MetricPath = readonly [namespace: string, metric: string, ...dimensions: string[]];

interface Line {
  readonly label: string;
  readonly metric?: MetricPath;
  readonly stat?: string;
  /** Metric math over the ids of other lines. */
  readonly expression?: string;
  readonly id?: string;
  /** Only an operand of an expression. */
  readonly hidden?: boolean;
}

/** A widget before it has a place. */
export interface Widget {
  readonly type: "metric" | "text" | "alarm" | "log";
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface Chart {
  /** The question that it answers. */
  readonly title: string;
  readonly region: string;
  readonly lines: readonly Line[];
  readonly stat?: string;
  readonly periodSeconds?: number;
  /** A line across: what is promised, or the most that there is. */
  readonly limit?: { readonly label: string; readonly value: number };
  readonly stacked?: boolean;
}

export const chart = ({
  title,
  region,
  lines,
  stat = "Average",
  periodSeconds = 60,
  limit,
  stacked = false,
}: Chart): Widget => ({
  type: "metric",
  properties: {
    title,
    region,
    view: "timeSeries",
    stacked,
    stat,
    period: periodSeconds,
    yAxis: { left: { min: 0 } },
    metrics: lines.map(metricOf),
    ...(limit && { annotations: { horizontal: [limit] } }),
  },
});

const metricOf = ({ label, metric, stat, expression, id, hidden }: Line): readonly unknown[] => [
  ...(metric ?? []),
  {
    label,
    ...(expression && { expression }),
    ...(stat && { stat }),
    ...(id && { id }),
    ...(hidden && { visible: false }),
  },
];

export const alarms = (title: string, arns: readonly string[]): Widget => ({
  type: "alarm",
  properties: { title, alarms: arns },
});

export const text = (markdown: string): Widget => ({ type: "text", properties: { markdown } });

/** A query of CloudWatch Logs Insights over the log groups. */
export const logs = (title: string, region: string, groups: readonly string[], query: string): Widget => ({
  type: "log",
  properties: {
    title,
    region,
    view: "table",
    query: `${groups.map((group) => `SOURCE '${group}'`).join(" | ")} | ${query}`,
  },
});

const columns = 24;
const heights = { metric: 6, log: 6, alarm: 4, text: 2 } as const;

/** The body of a CloudWatch dashboard: rows from the top, the widgets of a row beside each other. */
export function dashboardBody(rows: readonly (readonly Widget[])[]): string {
  let y = 0;
  const widgets = rows
    .filter((row) => row.length > 0)
    .flatMap((row) => {
      const width = Math.floor(columns / row.length);
      const height = Math.max(...row.map(({ type }) => heights[type]));
      const placed = row.map((widget, index) => ({ ...widget, x: index * width, y, width, height }));
      y += height;
      return placed;
    });
  return JSON.stringify({ widgets });
}
