import { surroundings } from "../testing.ts";
import { monitoring } from "./service.ts";

export const start = Date.UTC(2026, 0, 1, 12);
export const minute = 60_000;

/** Metrics of the namespace app in one region, and short ways to put and read them. */
export function cloud() {
  const { call, world, pass } = surroundings((world) => [monitoring(world)], { start });
  const put = (...MetricData: object[]) =>
    call("monitoring", "PutMetricData", {
      Namespace: "app",
      MetricData: MetricData.map((datum) => ({ MetricName: "latency", ...datum })),
    });
  const query = (Id: string, Stat: string, MetricName = "latency", Period = 60) => ({
    Id,
    MetricStat: { Metric: { Namespace: "app", MetricName }, Period, Stat },
  });
  const get = async (
    MetricDataQueries: object[],
    minutes = 3,
    ScanBy: "TimestampAscending" | "TimestampDescending" = "TimestampAscending",
  ) => {
    const { MetricDataResults = [] } = await call("monitoring", "GetMetricData", {
      MetricDataQueries: MetricDataQueries as { Id: string }[],
      StartTime: new Date(start),
      EndTime: new Date(start + minutes * minute),
      ScanBy,
    });
    return Object.fromEntries(
      MetricDataResults.map(({ Id = "", Timestamps = [], Values = [] }) => [
        Id,
        Timestamps.map((time, index) => [(time.getTime() - start) / minute, Values[index]]),
      ]),
    );
  };
  return { call, world, pass, put, query, get };
}

/** So many minutes after the start. */
export const at = (minutes: number) => new Date(start + minutes * minute);
