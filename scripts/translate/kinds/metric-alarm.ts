import { z } from "zod";
import { call, kind } from "../kind.ts";

const Dimensions = z.record(z.string(), z.string());
const awsDimensions = (given: z.output<typeof Dimensions> | undefined) =>
  given && Object.entries(given).map(([Name, Value]) => ({ Name, Value }));

const Comparison = z.enum([
  "GreaterThanOrEqualToThreshold",
  "GreaterThanThreshold",
  "LessThanOrEqualToThreshold",
  "LessThanThreshold",
]);

/** Whether an alarm is on the synthetic user. It takes missing data for a failure, and here would say so for ever. */
export const isOnSyntheticUser = ({ namespace }: { readonly namespace?: unknown }): boolean =>
  namespace === "CloudWatchSynthetics";

export const metricAlarm = kind({
  type: "aws:cloudwatch/metricAlarm:MetricAlarm",
  becomes:
    "`PutMetricAlarm`; one on the synthetic user, whom nobody plays here, is left out; a metric of another service that the laptop lacks has no data",
  inputs: {
    name: z.string(),
    alarmDescription: z.string().optional(),
    actionsEnabled: z.boolean().optional(),
    alarmActions: z.array(z.string()).optional(),
    okActions: z.array(z.string()).optional(),
    insufficientDataActions: z.array(z.string()).optional(),
    namespace: z.string().optional(),
    metricName: z.string().optional(),
    dimensions: Dimensions.optional(),
    statistic: z.enum(["Average", "Maximum", "Minimum", "SampleCount", "Sum"]).optional(),
    extendedStatistic: z.string().optional(),
    period: z.number().optional(),
    metricQueries: z
      .array(
        z.strictObject({
          id: z.string(),
          expression: z.string().optional(),
          label: z.string().optional(),
          period: z.number().optional(),
          returnData: z.boolean().optional(),
          metric: z
            .strictObject({
              namespace: z.string().optional(),
              metricName: z.string(),
              dimensions: Dimensions.optional(),
              period: z.number(),
              stat: z.string(),
            })
            .optional(),
        }),
      )
      .optional(),
    evaluationPeriods: z.number(),
    datapointsToAlarm: z.number().optional(),
    threshold: z.number(),
    comparisonOperator: Comparison,
    treatMissingData: z.enum(["breaching", "ignore", "missing", "notBreaching"]).optional(),
  },
  translate: (given, { name: id, region }) => {
    if (isOnSyntheticUser(given)) return [];
    const input = {
      AlarmName: given.name,
      AlarmDescription: given.alarmDescription,
      ActionsEnabled: given.actionsEnabled,
      AlarmActions: given.alarmActions,
      OKActions: given.okActions,
      InsufficientDataActions: given.insufficientDataActions,
      Namespace: given.namespace,
      MetricName: given.metricName,
      Dimensions: awsDimensions(given.dimensions),
      Statistic: given.statistic,
      ExtendedStatistic: given.extendedStatistic,
      Period: given.period,
      Metrics: given.metricQueries?.map(({ id: Id, metric, ...query }) => ({
        Id,
        Expression: query.expression,
        Label: query.label,
        Period: query.period,
        // Pulumi's default is false, CloudWatch's is true.
        ReturnData: query.returnData ?? false,
        ...(metric && {
          MetricStat: {
            Metric: {
              Namespace: metric.namespace,
              MetricName: metric.metricName,
              Dimensions: awsDimensions(metric.dimensions),
            },
            Period: metric.period,
            Stat: metric.stat,
          },
        }),
      })),
      EvaluationPeriods: given.evaluationPeriods,
      DatapointsToAlarm: given.datapointsToAlarm,
      Threshold: given.threshold,
      ComparisonOperator: given.comparisonOperator,
      TreatMissingData: given.treatMissingData,
    };
    return [call(id, region, "monitoring", "PutMetricAlarm", input)];
  },
});
