import { z } from "zod";
import { field } from "../../config/field.ts";
import { expressionFault, renameIds } from "./expression.ts";
import { fillTemplate, type Subject, Template, tellsSides } from "./template.ts";

const SourceMetric = z
  .strictObject({
    namespace: field(Template, { description: "namespace of the metric", example: "Signalbox/Chat" }),
    metric: field(Template, { description: "name of the metric", example: "TimeToFirstToken" }),
    dimensions: field(z.record(z.string().min(1), Template), {
      description: "dimensions of the metric; one of them tells the sides apart",
      example: { TargetGroup: "{{targetGroup}}" },
    }),
    statistic: field(z.string().min(1), {
      description: "such as Sum, SampleCount or PR(:0.5), the percentage of values up to 0.5",
      example: "SampleCount",
    }),
  })
  .refine(({ dimensions }) => tellsSides(Object.values(dimensions)), {
    path: ["dimensions"],
    error: "it counts both sides together; give it a dimension with {{targetGroup}}, {{service}} or {{side}}",
  });

/** Metrics of one side of a service, by the ids that expressions know them by. */
export const SourceMetrics = z.record(
  z.string().regex(/^[a-z]\w{0,200}$/, { error: "an id is a small letter, then letters, digits and _" }),
  SourceMetric,
);
export type SourceMetrics = z.output<typeof SourceMetrics>;

/** Refuses expressions, by their fields' names, that read anything but the metrics beside them. */
export const refuseStrayIds =
  <Field extends string>(fields: readonly Field[]) =>
  ({ value, issues }: z.core.ParsePayload<{ metrics: SourceMetrics } & Record<Field, string>>): void => {
    for (const field of fields) {
      const message = expressionFault(value[field], Object.keys(value.metrics));
      if (message !== undefined) issues.push({ code: "custom", input: value[field], path: [field], message });
    }
  };

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

/**
 * What is asked of CloudWatch for one side of one service, a value a minute: the metrics, hidden, and the expressions over them
 * under {@link answerId}. `prefix` keeps their ids apart from others of the request.
 */
export function metricQueries(
  metrics: SourceMetrics,
  expressions: Readonly<Record<string, string>>,
  subject: Subject,
  prefix: string,
): MetricQuery[] {
  const own = (id: string) => `${prefix}_${id}`;
  const fill = (template: string) => fillTemplate(template, subject);
  return [
    ...Object.entries(metrics).map(([id, { namespace, metric, dimensions, statistic }]) => ({
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
    })),
    ...Object.entries(expressions).map(([name, text]) => ({
      Id: answerId(prefix, name),
      ReturnData: true,
      Expression: renameIds(text, own),
    })),
  ];
}

/** Id of an expression's values; no metric has it, whose ids have an underscore after the prefix. */
export const answerId = (prefix: string, name: string): string =>
  `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
