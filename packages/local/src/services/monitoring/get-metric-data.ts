import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { answers } from "./math/queries.ts";
import type { MetricStore } from "./metrics/store.ts";
import { periodStarts } from "./period.ts";

const operation = "cloudwatch:GetMetricData";
/** AWS's quotas for one call. */
const datapointsAtMost = 100_800;
const queriesAtMost = 500;

/** Answers every query that returns data, newest first unless asked otherwise; an expression may give several series. */
export function getMetricData(
  store: MetricStore,
  input: Input<"monitoring", "GetMetricData">,
): Output<"monitoring", "GetMetricData"> {
  refuseUnsupported(operation, input, [
    "MetricDataQueries",
    "StartTime",
    "EndTime",
    "ScanBy",
    "NextToken",
    "MaxDatapoints",
  ]);
  const { MetricDataQueries: queries = [], StartTime, EndTime, ScanBy, NextToken } = input;
  const { MaxDatapoints: most = datapointsAtMost } = input;
  if (!Number.isInteger(most) || most < 1 || most > datapointsAtMost)
    throw invalid(`The parameter MaxDatapoints must be between 1 and ${datapointsAtMost}.`);
  if (queries.length > queriesAtMost)
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${queriesAtMost}.`);
  const ids = new Set<string>();
  for (const { Id = "" } of queries) {
    if (!/^[a-z]\w{0,254}$/.test(Id) || ids.has(Id))
      throw invalid(
        `The value ${Id} for parameter MetricDataQueries.member.Id is not a unique id: a lower-case letter, then letters, digits and underscores.`,
      );
    ids.add(Id);
  }
  const setting = {
    store,
    queries,
    operation,
    starts: (period: number) => periodStarts(StartTime, EndTime, period),
  };
  const results = queries
    .filter(({ ReturnData }) => ReturnData !== false)
    .flatMap(({ Id = "" }) =>
      answers(setting, Id).map(({ points, label }) => ({
        Id,
        Label: label,
        points: [...points].sort(([a], [b]) => (ScanBy === "TimestampAscending" ? a - b : b - a)),
      })),
    );
  return { ...paged(results, NextToken, most), Messages: [] };
}

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly points: readonly (readonly [start: number, value: number])[];
}

/** Fills a page with datapoints, result by result; one that goes on is PartialData, as AWS marks it. */
function paged(
  results: readonly Result[],
  token: string | undefined,
  most: number,
): Pick<Output<"monitoring", "GetMetricData">, "MetricDataResults" | "NextToken"> {
  const from = token === undefined ? 0 : Number(Buffer.from(token, "base64").toString());
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError("InvalidNextToken", "The next token is not valid.");
  const to = from + most;
  let passed = 0;
  const shown = results.flatMap(({ Id, Label, points }): MetricDataResult[] => {
    const begin = passed;
    passed += points.length;
    const there = points.slice(Math.max(0, from - begin), Math.max(0, to - begin));
    // What has no datapoints at all is named once, on the first page.
    if (there.length === 0 && (points.length > 0 || from > 0)) return [];
    return [
      {
        Id,
        Label,
        Timestamps: there.map(([start]) => new Date(start)),
        Values: there.map(([, value]) => value),
        StatusCode: points.length > 0 && passed > to ? "PartialData" : "Complete",
      },
    ];
  });
  return {
    MetricDataResults: shown,
    ...(to < passed && { NextToken: Buffer.from(`${to}`).toString("base64") }),
  };
}

const invalid = (message: string): AwsError => new AwsError("ValidationError", message);
