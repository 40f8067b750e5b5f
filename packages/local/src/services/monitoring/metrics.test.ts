import { describe, expect, test } from "vitest";
import { at, cloud, start } from "./metrics.fixture.ts";

describe("PutMetricData and GetMetricData", () => {
  test("sum, count, average, extremes and percentiles of values, repeated values and the time given", async () => {
    const { put, query, get } = cloud();
    await put({ Value: 1 }, { Values: [2, 3], Counts: [3, 1] }, { Value: 100, Timestamp: at(1.5) });
    const results = await get(
      ["Sum", "SampleCount", "Average", "Minimum", "Maximum", "p50"].map((stat) =>
        query(stat.toLowerCase(), stat),
      ),
    );
    expect(results).toMatchObject({
      sum: [
        [0, 10],
        [1, 100],
      ],
      samplecount: [
        [0, 5],
        [1, 1],
      ],
      average: [
        [0, 2],
        [1, 100],
      ],
      minimum: [
        [0, 1],
        [1, 100],
      ],
      maximum: [
        [0, 3],
        [1, 100],
      ],
    });
    expect(results.p50?.[0]?.[1]).toBeCloseTo(2, 1);
    expect(results.p50?.[1]).toEqual([1, 100]);
  });

  test("a set of statistics has no percentiles unless all its values are equal", async () => {
    const { put, query, get } = cloud();
    await put(
      { StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 4 } },
      { StatisticValues: { SampleCount: 4, Sum: 8, Minimum: 2, Maximum: 2 }, Timestamp: at(1) },
    );
    expect(await get([query("sum", "Sum"), query("p", "p90")])).toEqual({
      sum: [
        [0, 10],
        [1, 8],
      ],
      p: [[1, 2]],
    });
  });

  test("units are apart when asked for and together when not", async () => {
    const { put, call } = cloud();
    await put({ Value: 1, Unit: "Seconds" }, { Value: 5, Unit: "Count" });
    const sum = async (Unit?: "Seconds") => {
      const { MetricDataResults } = await call("monitoring", "GetMetricData", {
        MetricDataQueries: [
          {
            Id: "s",
            MetricStat: {
              Metric: { Namespace: "app", MetricName: "latency" },
              Period: 60,
              Stat: "Sum",
              ...(Unit && { Unit }),
            },
          },
        ],
        StartTime: at(0),
        EndTime: at(1),
      });
      return MetricDataResults?.[0]?.Values;
    };
    expect(await sum()).toEqual([6]);
    expect(await sum("Seconds")).toEqual([1]);
  });

  test("dimensions name a metric whatever their order, and a part of them names another one", async () => {
    const { put, call } = cloud();
    const a = { Name: "a", Value: "1" };
    const b = { Name: "b", Value: "2" };
    await put(
      { Value: 1, Dimensions: [a, b] },
      { Value: 2, Dimensions: [b, a] },
      { Value: 4, Dimensions: [a] },
    );
    const sum = async (Dimensions: (typeof a)[]) =>
      (
        await call("monitoring", "GetMetricStatistics", {
          Namespace: "app",
          MetricName: "latency",
          Dimensions,
          StartTime: at(0),
          EndTime: at(1),
          Period: 60,
          Statistics: ["Sum"],
        })
      ).Datapoints?.map(({ Sum }) => Sum);
    expect(await sum([b, a])).toEqual([3]);
    expect(await sum([a])).toEqual([4]);
    expect(await sum([b])).toEqual([]);
  });

  test("newest comes first unless asked otherwise", async () => {
    const { put, query, get } = cloud();
    await put({ Value: 1 }, { Value: 2, Timestamp: at(1) });
    expect(await get([query("s", "Sum")], 3, "TimestampDescending")).toEqual({
      s: [
        [1, 2],
        [0, 1],
      ],
    });
  });

  test("pages of at most MaxDatapoints hold every datapoint once, and say which metric goes on", async () => {
    const { put, query, call } = cloud();
    await put({ Value: 1 }, { Value: 2, Timestamp: at(1) }, { Value: 3, Timestamp: at(2) });
    const read = (NextToken?: string) =>
      call("monitoring", "GetMetricData", {
        MetricDataQueries: [query("a", "Sum"), query("none", "Sum", "other"), query("b", "Maximum")],
        StartTime: at(0),
        EndTime: at(3),
        ScanBy: "TimestampAscending",
        MaxDatapoints: 2,
        ...(NextToken && { NextToken }),
      });
    const pages: unknown[] = [];
    let token: string | undefined;
    do {
      const { MetricDataResults = [], NextToken } = await read(token);
      pages.push(MetricDataResults.map(({ Id, Values, StatusCode }) => [Id, Values, StatusCode]));
      token = NextToken;
    } while (token);
    expect(pages).toEqual([
      [
        ["a", [1, 2], "PartialData"],
        ["none", [], "Complete"],
      ],
      [
        ["a", [3], "Complete"],
        ["b", [1], "PartialData"],
      ],
      [["b", [2, 3], "Complete"]],
    ]);
  });

  test("data older than a day is gone, and seconds become minutes after three hours", async () => {
    const { put, query, get, pass, call } = cloud();
    await put({ Value: 1, Timestamp: at(0.5) });
    await pass(4 * 3_600_000);
    await put({ Value: 2 });
    expect(await get([query("s", "Sum")])).toEqual({ s: [[0, 1]] });
    await pass(21 * 3_600_000);
    await put({ Value: 3 });
    expect(await get([query("s", "Sum")])).toEqual({ s: [] });
    const { Metrics } = await call("monitoring", "ListMetrics", { Namespace: "app" });
    expect(Metrics).toHaveLength(1);
  });

  test("metrics of AWS's services are there in their region", async () => {
    const { world, call } = cloud();
    const datum = {
      namespace: "AWS/ECS",
      metric: "CPUUtilization",
      dimensions: { ClusterName: "c" },
      value: 4,
    };
    world.metrics.publish({ ...datum, region: "eu-west-1" });
    const list = async (region: string) =>
      (await call("monitoring", "ListMetrics", { Dimensions: [{ Name: "ClusterName" }] }, region)).Metrics;
    expect(await list("us-east-1")).toEqual([]);
    expect(await list("eu-west-1")).toEqual([
      {
        Namespace: "AWS/ECS",
        MetricName: "CPUUtilization",
        Dimensions: [{ Name: "ClusterName", Value: "c" }],
      },
    ]);
  });

  test.each([
    [{}, "At least one of the parameters MetricData.member.1.Value"],
    [{ Value: 1, Values: [1] }, "mutually exclusive"],
    [{ Values: [1, 2], Counts: [1] }, "must be of the same size"],
    [{ Value: Number.NaN }, "NaN"],
    [{ Value: 1, Timestamp: new Date(start - 15 * 86_400_000) }, "within the past two weeks"],
    [{ Value: 1, MetricName: "" }, "MetricName is required"],
  ])("the datum %j is refused", async (datum, message) => {
    const { put } = cloud();
    await expect(put(datum)).rejects.toThrow(message);
  });

  test("a namespace of AWS's own is refused", async () => {
    const { call } = cloud();
    await expect(
      call("monitoring", "PutMetricData", { Namespace: "AWS/ECS", MetricData: [] }),
    ).rejects.toThrow("The value AWS/ECS for parameter Namespace is invalid.");
  });
});
