import type { Datum, World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { regional } from "../regional.ts";
import type { CallContext, Service } from "../service.ts";
import { addTags, removeTags, type Tags, tagList } from "../tags.ts";
import { type AnyAlarm, intervalOf } from "./alarms/alarm.ts";
import { compositeOf } from "./alarms/composite/alarm.ts";
import { datapoints } from "./alarms/datapoints.ts";
import { describeAlarmHistory } from "./alarms/history.ts";
import type { HistoryEntry } from "./alarms/history-entry.ts";
import {
  deleteAlarms,
  describeAlarms,
  describeAlarmsForMetric,
  enableActions,
  setAlarmState,
} from "./alarms/operations.ts";
import { alarmOf } from "./alarms/put-alarm.ts";
import { Alarms } from "./alarms/registry.ts";
import { Watch } from "./alarms/watch.ts";
import { Dashboards } from "./dashboards.ts";
import { getMetricData } from "./get-metric-data.ts";
import { getMetricStatistics } from "./get-metric-statistics.ts";
import { listMetrics } from "./list-metrics.ts";
import { memory } from "./memory.ts";
import { MetricStore } from "./metrics/store.ts";
import { putMetricData } from "./put-metric-data.ts";

/** CloudWatch: metrics, statistics, metric math, alarms on metrics and on alarms, dashboards. No streams, no anomaly detection. */
export function monitoring(shared: World): Service<"monitoring"> {
  const world: World = { ...shared, random: shared.random.fork("monitoring") };
  const stopped = new AbortController();
  const state = regional(() => {
    const store = new MetricStore();
    const alarms = new Alarms();
    return { store, alarms, watch: new Watch(world, store, alarms, stopped.signal) };
  });
  const unsubscribe = world.metrics.subscribe((datum) => {
    record(state(datum.region).store, datum, world.clock.now());
  });

  const named = (names: readonly string[] | undefined, { region }: CallContext) =>
    (names ?? []).map((name) => `arn:aws:cloudwatch:${region}:${world.account}:alarm:${name}`);

  const dashboards = new Dashboards(world.account);
  const dashboardArns = (names: readonly (string | undefined)[]) =>
    names.map((name) => dashboards.arnOf(name ?? "*"));
  const byArn = ({ ResourceARN = "*" }: { ResourceARN?: string | undefined }) => [ResourceARN];
  const tagsOf = (arn: string | undefined, region: string): Tags | undefined =>
    state(region).alarms.find(arn?.split(":alarm:")[1])?.tags;

  return {
    name: "monitoring",
    memory: memory(state),
    operations: {
      PutMetricData: (input, { region }) => putMetricData(state(region).store, input, world.clock.now()),
      GetMetricData: (input, { region }) => getMetricData(state(region).store, input),
      GetMetricStatistics: (input, { region }) => getMetricStatistics(state(region).store, input),
      PutDashboard: (input) => dashboards.put(input, world.clock.now()),
      GetDashboard: ({ DashboardName }) => dashboards.get(DashboardName),
      ListDashboards: (input) => dashboards.list(input),
      DeleteDashboards: ({ DashboardNames = [] }) => dashboards.delete(DashboardNames),
      ListMetrics: (input, { region }) => listMetrics(state(region).store, input, world.clock.now()),
      PutMetricAlarm: (input, { region }) => {
        const { alarms, watch, store } = state(region);
        const before = alarms.find(input.AlarmName);
        const alarm = alarmOf(world, region, input, before);
        // Whatever an expression is refused for, it is refused for now: the first evaluation is made to find out.
        datapoints(store, alarm, world.clock.now());
        alarms.put(alarm);
        alarms.record(put(alarm, before));
        watch.start(intervalOf(alarm));
        return {};
      },
      PutCompositeAlarm: (input, { region }) => {
        const { alarms, watch } = state(region);
        const before = alarms.find(input.AlarmName);
        const alarm = compositeOf(world, region, input, alarms);
        alarms.put(alarm);
        alarms.record(put(alarm, before));
        watch.compose(alarm, { put: before ? "updated" : "created" });
        return {};
      },
      DescribeAlarms: (input, { region }) => describeAlarms(state(region).alarms, input),
      DescribeAlarmsForMetric: (input, { region }) => describeAlarmsForMetric(state(region).alarms, input),
      DescribeAlarmHistory: (input, { region }) => describeAlarmHistory(state(region).alarms, input),
      DeleteAlarms: ({ AlarmNames = [] }, { region }) =>
        deleteAlarms(state(region).alarms, AlarmNames, world.clock.now()),
      SetAlarmState: (input, { region }) => setAlarmState(state(region).alarms, state(region).watch, input),
      EnableAlarmActions: ({ AlarmNames = [] }, { region }) =>
        enableActions(state(region).alarms, AlarmNames, true),
      DisableAlarmActions: ({ AlarmNames = [] }, { region }) =>
        enableActions(state(region).alarms, AlarmNames, false),
      TagResource: ({ ResourceARN, Tags }, { region }) => {
        addTags(required(tagsOf(ResourceARN, region), ResourceARN), Tags);
        return {};
      },
      UntagResource: ({ ResourceARN, TagKeys }, { region }) => {
        removeTags(required(tagsOf(ResourceARN, region), ResourceARN), TagKeys);
        return {};
      },
      // Of an alarm that is gone, AWS answers an empty list.
      ListTagsForResource: ({ ResourceARN }, { region }) => ({ Tags: tagList(tagsOf(ResourceARN, region)) }),
    },
    resources: {
      PutDashboard: ({ DashboardName }) => dashboardArns([DashboardName]),
      GetDashboard: ({ DashboardName }) => dashboardArns([DashboardName]),
      DeleteDashboards: ({ DashboardNames = [] }) => dashboardArns(DashboardNames),
      TagResource: byArn,
      UntagResource: byArn,
      ListTagsForResource: byArn,
      PutMetricAlarm: ({ AlarmName = "*" }, context) => named([AlarmName], context),
      PutCompositeAlarm: ({ AlarmName = "*" }, context) => named([AlarmName], context),
      DescribeAlarms: ({ AlarmNames = ["*"] }, context) => named(AlarmNames, context),
      DescribeAlarmHistory: ({ AlarmName = "*" }, context) => named([AlarmName], context),
      DeleteAlarms: ({ AlarmNames }, context) => named(AlarmNames, context),
      SetAlarmState: ({ AlarmName = "*" }, context) => named([AlarmName], context),
      EnableAlarmActions: ({ AlarmNames }, context) => named(AlarmNames, context),
      DisableAlarmActions: ({ AlarmNames }, context) => named(AlarmNames, context),
    },
    stop: async () => {
      unsubscribe();
      stopped.abort(new DOMException("the local cloud stops", "AbortError"));
    },
  };
}

function required(tags: Tags | undefined, arn: string | undefined): Tags {
  if (!tags) throw new AwsError("ResourceNotFoundException", `${arn} not found`, { statusCode: 404 });
  return tags;
}

const put = (alarm: AnyAlarm, before: AnyAlarm | undefined): HistoryEntry => ({
  alarm,
  at: alarm.configured,
  happened: { kind: "ConfigurationUpdate", type: before ? "Update" : "Create" },
});

function record(store: MetricStore, datum: Datum, now: number): void {
  const { value, count = 1, unit = "None", at = now, fine = false } = datum;
  store.bucket(datum, unit, at, fine).add(value, count);
}
