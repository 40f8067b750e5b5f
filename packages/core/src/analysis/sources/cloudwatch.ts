import { z } from "zod";
import { type CountedMinute, countMinutes, type Minutes, type Points } from "./counted-minute.ts";
import { expressionFault, renameIds } from "./expression.ts";
import { fillTemplate, type Subject, Template, tellsSides } from "./template.ts";

const zero = z.literal(0).optional();

const SourceMetric = z
  .strictObject({
    namespace: Template,
    metric: Template,
    dimensions: z.record(z.string().min(1), Template),
    /** Such as Sum, SampleCount or PR(:0.5), the percentage of values up to 0.5. */
    statistic: z.string().min(1),
  })
  .refine(({ dimensions }) => tellsSides(Object.values(dimensions)), {
    path: ["dimensions"],
    error: "it counts both sides together; give it a dimension with {{targetGroup}}, {{service}} or {{side}}",
  });

/**
 * Counts from CloudWatch, minute by minute: metric math over named metrics, each with its dimensions. `missing` says what it
 * means that a minute has no value: 0 where AWS reports nothing when there is nothing, as a load balancer does with errors;
 * by default it is unknown.
 */
export const CloudWatchSource = z
  .strictObject({
    kind: z.literal("cloudwatch"),
    metrics: z.record(
      z.string().regex(/^[a-z]\w{0,200}$/, { error: "an id is a small letter, then letters, digits and _" }),
      SourceMetric,
    ),
    bad: z.string().min(1),
    total: z.string().min(1),
    missing: z.strictObject({ bad: zero, total: zero }).optional(),
  })
  .check(({ value, issues }) => {
    for (const path of ["bad", "total"] as const) {
      const message = expressionFault(value[path], Object.keys(value.metrics));
      if (message !== undefined) issues.push({ code: "custom", input: value[path], path: [path], message });
    }
  });
export type CloudWatchSource = z.output<typeof CloudWatchSource>;

/** A `MetricDataQuery` of CloudWatch. */
export interface MetricQuery {
  Id: string;
  ReturnData: boolean;
  Expression?: string;
  MetricStat?: {
    Metric: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: string }[] };
    Period: 60;
    Stat: string;
  };
}

/** What is asked of CloudWatch for one side of one service; `prefix` keeps its ids apart from others of the request. */
export function cloudWatchQueries(source: CloudWatchSource, subject: Subject, prefix: string): MetricQuery[] {
  const own = (id: string) => `${prefix}_${id}`;
  const fill = (template: string) => fillTemplate(template, subject);
  const metrics = Object.entries(source.metrics).map(
    ([id, { namespace, metric, dimensions, statistic }]) => ({
      Id: own(id),
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: fill(namespace),
          MetricName: fill(metric),
          Dimensions: Object.entries(dimensions).map(([Name, value]) => ({ Name, Value: fill(value) })),
        },
        Period: 60 as const,
        Stat: statistic,
      },
    }),
  );
  const expression = (id: string, text: string) => ({
    Id: id,
    ReturnData: true,
    Expression: renameIds(text, own),
  });
  const { bad, total } = answerIds(prefix);
  return [...metrics, expression(bad, source.bad), expression(total, source.total)];
}

/** Reads CloudWatch's answer to {@link cloudWatchQueries}: values by query id, then by the start of their minute. */
export function countedByCloudWatch(
  source: CloudWatchSource,
  prefix: string,
  minutes: Minutes,
  answer: ReadonlyMap<string, Points>,
): CountedMinute[] {
  const ids = answerIds(prefix);
  const points = (id: string): Points => answer.get(id) ?? new Map();
  return countMinutes(minutes, points(ids.bad), points(ids.total), source.missing);
}

/** Ids of the two expressions; a metric's id has an underscore after the prefix, so that these are none. */
const answerIds = (prefix: string) => ({ bad: `${prefix}Bad`, total: `${prefix}Total` });
