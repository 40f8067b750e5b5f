import { describe, expect, test } from "vitest";
import { at, cloud } from "../metrics.fixture.ts";

describe("metric math", () => {
  const two = async () => {
    const { put, query, get } = cloud();
    await put(
      { MetricName: "errors", Value: 2 },
      { MetricName: "requests", Value: 10 },
      { MetricName: "requests", Value: 20, Timestamp: at(1) },
      { MetricName: "errors", Value: 1, Timestamp: at(2) },
    );
    const hidden = { ReturnData: false };
    const inputs = [
      { ...query("e", "Sum", "errors"), ...hidden },
      { ...query("r", "Sum", "requests"), ...hidden },
    ];
    return async (Expression: string) => (await get([...inputs, { Id: "x", Expression }])).x;
  };

  test.each([
    ["e / r * 100", [[0, 20]]],
    [
      "100 * (FILL(e, 0) / r)",
      [
        [0, 20],
        [1, 0],
      ],
    ],
    [
      "FILL(e, REPEAT)",
      [
        [0, 2],
        [1, 2],
        [2, 1],
      ],
    ],
    [
      "SUM([e, r])",
      [
        [0, 12],
        [1, 20],
        [2, 1],
      ],
    ],
    [
      "e / SUM(e)",
      [
        [0, 2 / 3],
        [2, 1 / 3],
      ],
    ],
    [
      "IF(r > 10, r, 0)",
      [
        [0, 0],
        [1, 20],
      ],
    ],
    ["IF(e >= 2 && r == 10, 1)", [[0, 1]]],
    [
      "-e + 2 ^ 3",
      [
        [0, 6],
        [2, 7],
      ],
    ],
    [
      "MAX([e, r]) - MIN([e, r])",
      [
        [0, 8],
        [1, 0],
        [2, 0],
      ],
    ],
    ["e / (r - r)", []],
    ["RATE(r)", [[1, 10 / 60]]],
    [
      "DIFF(FILL(e, 0))",
      [
        [1, -2],
        [2, 1],
      ],
    ],
    [
      "r / PERIOD(r)",
      [
        [0, 10 / 60],
        [1, 20 / 60],
      ],
    ],
    [
      "SUM(METRICS())",
      [
        [0, 12],
        [1, 20],
        [2, 1],
      ],
    ],
    [
      'SUM(METRICS("r"))',
      [
        [0, 10],
        [1, 20],
      ],
    ],
    [
      "SUM(METRICS() * 2)",
      [
        [0, 24],
        [1, 40],
        [2, 2],
      ],
    ],
    [
      "FILL(e, LINEAR)",
      [
        [0, 2],
        [1, 1.5],
        [2, 1],
      ],
    ],
    [
      "RUNNING_SUM(r) - ABS(0 - 1)",
      [
        [0, 9],
        [1, 29],
      ],
    ],
    [
      "TIME_SERIES(METRIC_COUNT(METRICS()))",
      [
        [0, 2],
        [1, 2],
        [2, 2],
      ],
    ],
    [
      "DATAPOINT_COUNT([e, r])",
      [
        [0, 2],
        [1, 1],
        [2, 1],
      ],
    ],
    ["CEIL(e / r) + FLOOR(LOG10(r))", [[0, 2]]],
    [
      "IF(STDDEV([e, r]) > 3, 1, 0)",
      [
        [0, 1],
        [1, 0],
        [2, 0],
      ],
    ],
  ])("%s", async (expression, points) => {
    const compute = await two();
    expect(await compute(expression)).toEqual(points);
  });

  test.each([
    ["ANOMALY_DETECTION_BAND(e)", "does not implement the function ANOMALY_DETECTION_BAND of metric math"],
    ["PERIOD(e + r)", "PERIOD takes the id of a metric"],
    ["RATE(SUM(e))", "a time series is expected"],
    ["e + 'errors'", "has no place there"],
    ["METRICS() + [e]", "must be of the same length"],
    ["SEARCH('x', 'Sum', 60)", "does not implement SELECT and SEARCH of metric math"],
    ["e +", "it ends too early"],
    ["e ? 1", "unexpected text at character 2"],
    ["missing * 2", "No MetricDataQuery has the id 'missing'"],
    ["x + 1", "reads itself"],
    ["SUM(e)", "must return one time series or several"],
  ])("%s is refused", async (expression, message) => {
    const compute = await two();
    await expect(compute(expression)).rejects.toThrow(message);
  });
});
