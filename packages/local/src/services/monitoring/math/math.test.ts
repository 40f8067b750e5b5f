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
    [
      "e / r * 100",
      [
        [0, 20],
        [1, 0],
      ],
    ],
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
    [
      "CEIL(e / r) + FLOOR(LOG10(r))",
      [
        [0, 2],
        [1, 1],
      ],
    ],
    [
      "e + r",
      [
        [0, 12],
        [1, 20],
        [2, 1],
      ],
    ],
    [
      "AVG([e, r])",
      [
        [0, 6],
        [1, 10],
        [2, 0.5],
      ],
    ],
    [
      "FIRST(SORT([e, r], AVG, DESC))",
      [
        [0, 10],
        [1, 20],
      ],
    ],
    [
      "LAST(SLICE(SORT([r, e], MAX, ASC, 2), 0, 1))",
      [
        [0, 2],
        [2, 1],
      ],
    ],
    ["SUM(REMOVE_EMPTY([e * 0 / 0, IF(r > 10, r)]))", [[1, 20]]],
    [
      "HOUR(e) * 100 + MINUTE(e)",
      [
        [0, 1200],
        [1, 1201],
        [2, 1202],
      ],
    ],
    [
      "IF(DAY(r) == 4 AND DATE(r) == 1 AND MONTH(r) == 1 AND YEAR(r) == 2026, r)",
      [
        [0, 10],
        [1, 20],
        // A period that r lacks: the condition holds, so it is 0.
        [2, 0],
      ],
    ],
    [
      "EPOCH(e) - 1767268800",
      [
        [0, 0],
        [1, 60],
        [2, 120],
      ],
    ],
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
    ["FIRST(e)", "FIRST takes a list of time series"],
    ["SLICE([e, r])", "SLICE takes a list, a start and perhaps an end"],
    ["SLICE([e, r], e)", "SLICE takes numbers after the list"],
    ["SORT([e, r], STDDEV, ASC)", "SORT takes a list, AVG, MIN, MAX or SUM"],
    ["SORT([e, r], AVG, UP)", "SORT takes a list, AVG, MIN, MAX or SUM"],
    ["HOUR(SUM(e))", "HOUR takes a time series"],
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

  describe("missing values are as in the tables of AWS's page", () => {
    const compute = async (Expression: string, ...series: (number | undefined)[][]) => {
      const { put, query, get } = cloud();
      const data = series.flatMap((values, metric) =>
        values.flatMap((Value, minute) =>
          Value === undefined ? [] : [{ MetricName: `metric${metric + 1}`, Value, Timestamp: at(minute) }],
        ),
      );
      await put(...data);
      const inputs = series.map((_, metric) => ({
        ...query(`metric${metric + 1}`, "Sum", `metric${metric + 1}`),
        ReturnData: false,
      }));
      const { x = [] } = await get([...inputs, { Id: "x", Expression }], 5);
      return Array.from({ length: 5 }, (_, minute) => x.find(([at]) => at === minute)?.[1]);
    };
    const none = undefined;
    const one = [1, 1, 0, 0, none];
    const two = [30, none, 0, 0, 30];
    const three = [0, 0, 20, none, 20];

    test.each([
      ["metric1 < metric2", [0, 0, 1, 0, none]],
      ["metric1 >= 30", [1, 0, 0, 0, none]],
      ["metric1 > 15 AND metric2 > 15", [1, 0, 0, 0, none]],
    ])("%s", async (expression, expected) => {
      expect(await compute(expression, [30, 20, 0, 0], [20, none, 20, none])).toEqual(expected);
    });

    test.each([
      ["IF(metric1, metric2, metric3)", [30, 0, 20, none, none]],
      ["IF(metric1, 5, metric3)", [5, 5, 20, none, none]],
      ["IF(metric1, metric2, 5)", [30, 0, 5, 5, none]],
      ["IF(metric1, metric2)", [30, 0, none, none, none]],
    ])("%s", async (expression, expected) => {
      expect(await compute(expression, one, two, three)).toEqual(expected);
    });
  });
});
