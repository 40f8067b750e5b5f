import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { MetricsDocument, Put, SideMetrics } from "@signalbox/core/console/documents";
import {
  type BlueGreenGroup,
  type CanaryGroup,
  type Platform,
  type Side,
  sides,
} from "@signalbox/core/platform/platform";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { everyMinute } from "./every-minute.ts";

const minute = 60_000;
/** Minutes that a chart shows. */
const shown = 60;

/** What both sides of every group that has two served, minute by minute. */
export function lookAtMetrics(world: World) {
  const due = everyMinute(world.clock);
  let puts: Put[] = [];
  return async (platforms: readonly Platform[]): Promise<Put[]> => {
    if (!due()) return puts;
    puts = [];
    for (const { region, groups } of platforms)
      for (const group of groups) {
        if (group.strategy === "rolling") continue;
        const value = await look(world, region, group);
        puts.push({ topic: "metrics", id: `${region}/${group.name}`, value });
      }
    return puts;
  };
}

async function look(
  world: World,
  region: string,
  group: CanaryGroup | BlueGreenGroup,
): Promise<MetricsDocument> {
  const counted = countedIn(group);
  const end = Math.floor(world.clock.now() / minute) * minute;
  const start = end - shown * minute;
  const { MetricDataResults = [] } = await world.call(
    "monitoring",
    "GetMetricData",
    {
      StartTime: new Date(start),
      EndTime: new Date(end),
      ScanBy: "TimestampAscending",
      MetricDataQueries: counted.flatMap((service, index) =>
        sides.flatMap((side) => queriesOf(service, side, index)),
      ),
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
    const read = (name: string) => counted.map((_, index) => valuesOf(`${side}${index}_${name}`));
    const [counts, failed, p95s] = [read("requests"), read("errors"), read("p95")];
    const requests = times.map((_, index) => sum(counts.map((of) => of[index] ?? null)));
    return {
      requests,
      errors: requests.map((count, index) =>
        count === null || count === 0
          ? null
          : (100 * (sum(failed.map((of) => of[index] ?? null)) ?? 0)) / count,
      ),
      p95: times.map((_, index) => {
        const weighted = p95s.map((of, service) => {
          const [p95, count] = [of[index] ?? null, counts[service]?.[index] ?? null];
          return p95 === null || count === null ? null : { count, seconds: p95 * count };
        });
        const count = sum(weighted.map((one) => (one === null ? null : one.count)));
        const seconds = sum(weighted.map((one) => (one === null ? null : one.seconds)));
        return count === null || count === 0 || seconds === null ? null : seconds / count;
      }),
    };
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

/** Null where nothing is known of any. */
function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** A service by a rule of its load balancer and its two target groups. */
interface Counted {
  readonly rule: string;
  readonly targetGroupArns: Readonly<Record<Side, string>>;
}

function countedIn(group: CanaryGroup | BlueGreenGroup): Counted[] {
  if (group.strategy === "blue-green")
    return group.services.map(({ productionRuleArn: rule, targetGroupArns }) => ({ rule, targetGroupArns }));
  return group.services.map(({ listenerRuleArns: [rule = ""], sides: { blue, green } }) => ({
    rule,
    targetGroupArns: { blue: blue.targetGroupArn, green: green.targetGroupArn },
  }));
}

function queriesOf({ rule, targetGroupArns }: Counted, side: Side, index: number): MetricDataQuery[] {
  const targetGroupArn = targetGroupArns[side];
  // `…:listener-rule/app/<name>/<id>/<listener>/<rule>` holds the dimension `app/<name>/<id>`.
  const balancer = rule.split(":listener-rule/")[1]?.split("/").slice(0, 3).join("/") ?? "";
  const Dimensions = [
    { Name: "LoadBalancer", Value: balancer },
    { Name: "TargetGroup", Value: targetGroupArn.slice(targetGroupArn.lastIndexOf(":") + 1) },
  ];
  const query = (name: string, MetricName: string, Stat: string): MetricDataQuery => ({
    Id: `${side}${index}_${name}`,
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
