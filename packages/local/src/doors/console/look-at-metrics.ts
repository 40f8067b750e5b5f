import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { MetricsDocument, Put, SideMetrics } from "@signalbox/core/console/documents";
import { type Platform, type ReleaseGroup, type Side, sides } from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { everyMinute } from "./every-minute.ts";

const minute = 60_000;
/** Minutes that a chart shows. */
const shown = 60;

/** What both sides of every group served, minute by minute. */
export function lookAtMetrics(world: World) {
  const due = everyMinute(world.clock);
  let puts: Put[] = [];
  return async (platforms: readonly Platform[]): Promise<Put[]> => {
    if (!due()) return puts;
    puts = [];
    for (const { region, groups } of platforms)
      for (const group of groups) {
        const value = await look(world, region, group);
        puts.push({ topic: "metrics", id: `${region}/${group.name}`, value });
      }
    return puts;
  };
}

async function look(world: World, region: string, group: ReleaseGroup): Promise<MetricsDocument> {
  const end = Math.floor(world.clock.now() / minute) * minute;
  const start = end - shown * minute;
  const { MetricDataResults = [] } = await world.call(
    "monitoring",
    "GetMetricData",
    {
      StartTime: new Date(start),
      EndTime: new Date(end),
      ScanBy: "TimestampAscending",
      MetricDataQueries: sides.flatMap((side) => queriesOf(group, side)),
    },
    { region, principal: person },
  );
  const times = Array.from({ length: shown }, (_, index) => (start + index * minute) / 1000);
  const valuesOf = (id: string): (number | null)[] => {
    const found = MetricDataResults.find(({ Id }) => Id === id);
    const byTime = new Map(
      found?.Timestamps?.map((at, index) => [at.getTime() / 1000, found.Values?.[index]]),
    );
    return times.map((time) => byTime.get(time) ?? null);
  };
  const sideOf = (side: Side): SideMetrics => {
    const requests = valuesOf(`${side}_requests`);
    const errors = valuesOf(`${side}_errors`);
    const share = (count: number | null, index: number) =>
      count === null || count === 0 ? null : (100 * (errors[index] ?? 0)) / count;
    return { requests, errors: requests.map(share), p95: valuesOf(`${side}_p95`) };
  };
  // Minutes before the first request of either side would only squeeze the chart.
  const [blue, green] = [sideOf("blue"), sideOf("green")];
  const first = times.findIndex(
    (_, index) => blue.requests[index] !== null || green.requests[index] !== null,
  );
  const from = first < 0 ? shown : first;
  const cut = ({ requests, errors, p95 }: SideMetrics): SideMetrics => ({
    requests: requests.slice(from),
    errors: errors.slice(from),
    p95: p95.slice(from),
  });
  return {
    region,
    group: group.name,
    times: times.slice(from),
    sides: { blue: cut(blue), green: cut(green) },
  };
}

function queriesOf({ listenerRuleArn, sides: both }: ReleaseGroup, side: Side): MetricDataQuery[] {
  const { targetGroupArn } = both[side];
  // `…:listener-rule/app/<name>/<id>/<listener>/<rule>` holds the dimension `app/<name>/<id>`.
  const balancer = listenerRuleArn.split(":listener-rule/")[1]?.split("/").slice(0, 3).join("/") ?? "";
  const Dimensions = [
    { Name: "LoadBalancer", Value: balancer },
    { Name: "TargetGroup", Value: targetGroupArn.slice(targetGroupArn.lastIndexOf(":") + 1) },
  ];
  const query = (name: string, MetricName: string, Stat: string): MetricDataQuery => ({
    Id: `${side}_${name}`,
    MetricStat: {
      Metric: { Namespace: "AWS/ApplicationELB", MetricName, Dimensions },
      Period: 60,
      Stat,
    },
  });
  return [
    query("requests", "RequestCount", "Sum"),
    query("errors", "HTTPCode_Target_5XX_Count", "Sum"),
    query("p95", "TargetResponseTime", "p95"),
  ];
}
