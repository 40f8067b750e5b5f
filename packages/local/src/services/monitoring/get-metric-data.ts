import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { answer } from "./math/queries.ts";
import type { MetricStore } from "./metrics/store.ts";
import { periodStarts } from "./period.ts";

const operation = "cloudwatch:GetMetricData";

/** Answers every query that returns data, newest first unless asked otherwise, all on one page. */
export function getMetricData(
  store: MetricStore,
  input: Input<"monitoring", "GetMetricData">,
): Output<"monitoring", "GetMetricData"> {
  refuseUnsupported(operation, input, ["MetricDataQueries", "StartTime", "EndTime", "ScanBy"]);
  const { MetricDataQueries: queries = [], StartTime, EndTime, ScanBy } = input;
  for (const { Id = "" } of queries)
    if (!/^[a-z]\w{0,254}$/.test(Id) || queries.filter((other) => other.Id === Id).length > 1)
      throw new AwsError(
        "ValidationError",
        `The value ${Id} for parameter MetricDataQueries.member.Id is not a unique id: a lower-case letter, then letters, digits and underscores.`,
      );
  const setting = {
    store,
    queries,
    operation,
    starts: (period: number) => periodStarts(StartTime, EndTime, period),
  };
  const results = queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .map(({ Id = "" }): MetricDataResult => {
      const { points, label } = answer(setting, Id);
      const sorted = [...points].sort(([a], [b]) => (ScanBy === "TimestampAscending" ? a - b : b - a));
      return {
        Id,
        Label: label,
        Timestamps: sorted.map(([start]) => new Date(start)),
        Values: sorted.map(([, value]) => value),
        StatusCode: "Complete",
      };
    });
  return { MetricDataResults: results, Messages: [] };
}
