import type { CompositeAlarm, MetricAlarm } from "@aws-sdk/client-cloudwatch";
import type { AlarmDocument, Put, Series } from "@signalbox/core/console/documents";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { everyMinute } from "./every-minute.ts";

/** Periods that a chart shows. */
const shown = 30;

/** Looks at every alarm of a region: its state, and its threshold with the metric's last hour or so, or its rule. */
export function lookAtAlarms(world: World, region: string) {
  const due = everyMinute(world.clock);
  const known = new Map<string, Series>();
  return async (): Promise<Put[]> => {
    const puts: Put[] = [];
    const anew = due();
    const { metric, composite } = await alarmsIn(world, region);
    for (const alarm of metric) {
      const id = `${region}/${alarm.AlarmName}`;
      const series = (anew ? undefined : known.get(id)) ?? (await seriesOf(world, region, alarm));
      known.set(id, series);
      puts.push({ topic: "alarm", id, value: documentOf(region, alarm, series) });
    }
    for (const alarm of composite)
      puts.push({
        topic: "alarm",
        id: `${region}/${alarm.AlarmName}`,
        value: { ...documentOf(region, alarm, noSeries), metric: "", rule: alarm.AlarmRule ?? "" },
      });
    return puts;
  };
}

/** All alarms of a region, a hundred in each answer: that is the most which CloudWatch gives. */
async function alarmsIn(world: World, region: string) {
  const metric: MetricAlarm[] = [];
  const composite: CompositeAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const page = await world.call(
      "monitoring",
      "DescribeAlarms",
      // Without AlarmTypes CloudWatch leaves composite alarms out.
      { AlarmTypes: ["MetricAlarm", "CompositeAlarm"], MaxRecords: 100, NextToken },
      { region, principal: person },
    );
    metric.push(...(page.MetricAlarms ?? []));
    composite.push(...(page.CompositeAlarms ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return { metric, composite };
}

const noSeries: Series = { times: [], values: [] };

function documentOf(region: string, alarm: MetricAlarm & CompositeAlarm, series: Series): AlarmDocument {
  return {
    region,
    name: alarm.AlarmName ?? "",
    description: alarm.AlarmDescription ?? "",
    state: alarm.StateValue ?? "INSUFFICIENT_DATA",
    reason: alarm.StateReason ?? "",
    updated: (alarm.StateUpdatedTimestamp ?? new Date(0)).toISOString(),
    metric: alarm.MetricName ?? "(metric math)",
    statistic: alarm.Statistic ?? alarm.ExtendedStatistic ?? "",
    periodSeconds: alarm.Period ?? 60,
    evaluationPeriods: alarm.EvaluationPeriods ?? 1,
    comparison: alarm.ComparisonOperator ?? "",
    threshold: alarm.Threshold ?? 0,
    series,
  };
}

async function seriesOf(world: World, region: string, alarm: MetricAlarm): Promise<Series> {
  const { Namespace, MetricName, Dimensions, Period = 60 } = alarm;
  const Stat = alarm.Statistic ?? alarm.ExtendedStatistic;
  if (MetricName === undefined || Stat === undefined) return noSeries;
  const periodMs = Period * 1000;
  const end = Math.floor(world.clock.now() / periodMs) * periodMs;
  const start = end - shown * periodMs;
  const { MetricDataResults = [] } = await world.call(
    "monitoring",
    "GetMetricData",
    {
      StartTime: new Date(start),
      EndTime: new Date(end),
      ScanBy: "TimestampAscending",
      MetricDataQueries: [
        { Id: "metric", MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat } },
      ],
    },
    { region, principal: person },
  );
  const [found] = MetricDataResults;
  const byTime = new Map(found?.Timestamps?.map((at, index) => [at.getTime(), found.Values?.[index]]));
  const times = Array.from({ length: shown }, (_, index) => start + index * periodMs);
  return {
    times: times.map((at) => at / 1000),
    values: times.map((at) => byTime.get(at) ?? null),
  };
}
