import type { MetricDatum } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../error.ts";
import type { Input } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import type { Bucket } from "./metrics/bucket.ts";
import { dimensionsOf, type MetricStore } from "./metrics/store.ts";

const datumsAtMost = 1000;
const valuesAtMost = 150;
const dimensionsAtMost = 30;

/** Stores values, repeated values or sets of statistics under the time that the caller says, or now. */
export function putMetricData(
  store: MetricStore,
  input: Input<"monitoring", "PutMetricData">,
  now: number,
): object {
  refuseUnsupported("cloudwatch:PutMetricData", input, ["Namespace", "MetricData"]);
  const { Namespace: namespace = "", MetricData: data = [] } = input;
  if (!/^[^:][^\p{Cc}]{0,254}$/u.test(namespace) || namespace.startsWith("AWS/"))
    throw invalid(`The value ${namespace} for parameter Namespace is invalid.`);
  if (data.length > datumsAtMost)
    throw invalid(`The collection MetricData must not have a size greater than ${datumsAtMost}.`);
  data.forEach((datum, index) => {
    check(datum, `MetricData.member.${index + 1}`, now);
  });
  for (const datum of data) {
    const { MetricName = "", Dimensions, Unit = "None", Timestamp } = datum;
    const name = { namespace, metric: MetricName, dimensions: dimensionsOf(Dimensions) };
    const time = Timestamp?.getTime() ?? now;
    // By the second whatever StorageResolution says: recordings show that alarms of 10 s see standard data at once.
    add(datum, store.bucket(name, Unit, time, true));
  }
  return {};
}

function add({ Value, Values = [], Counts, StatisticValues: set }: MetricDatum, bucket: Bucket): void {
  if (Value !== undefined) bucket.add(Value, 1);
  Values.forEach((value, index) => {
    bucket.add(value, Counts?.[index] ?? 1);
  });
  if (set)
    bucket.addSet({
      count: set.SampleCount ?? 0,
      sum: set.Sum ?? 0,
      min: set.Minimum ?? 0,
      max: set.Maximum ?? 0,
    });
}

function check(datum: MetricDatum, at: string, now: number): void {
  const { MetricName, Dimensions = [], Value, Values, Counts, StatisticValues, Timestamp } = datum;
  if (!MetricName)
    throw new AwsError("MissingRequiredParameterException", `The parameter ${at}.MetricName is required.`);
  const kinds = [Value, Values, StatisticValues].filter((given) => given !== undefined).length;
  if (kinds === 0)
    throw new AwsError(
      "MissingRequiredParameterException",
      `At least one of the parameters ${at}.Value, ${at}.Values or ${at}.StatisticValues must be specified.`,
    );
  if (kinds > 1)
    throw new AwsError(
      "InvalidParameterCombinationException",
      `The parameters ${at}.Value, ${at}.Values and ${at}.StatisticValues are mutually exclusive and you have specified more than one.`,
    );
  if (Counts && Counts.length !== Values?.length)
    throw invalid(`The parameters ${at}.Values and ${at}.Counts must be of the same size.`);
  if ((Values?.length ?? 0) > valuesAtMost)
    throw invalid(`The collection ${at}.Values must not have a size greater than ${valuesAtMost}.`);
  if (Dimensions.length > dimensionsAtMost)
    throw invalid(`The collection ${at}.Dimensions must not have a size greater than ${dimensionsAtMost}.`);
  const numbers = [Value, ...(Values ?? []), ...Object.values(StatisticValues ?? {})];
  if (numbers.some((number) => number !== undefined && !Number.isFinite(number)))
    throw invalid(`The value NaN for parameter ${at}.Value is invalid.`);
  const age = now - (Timestamp?.getTime() ?? now);
  if (age > 14 * 86_400_000 || age < -2 * 3_600_000)
    throw invalid(`The parameter ${at}.Timestamp must be within the past two weeks or the next two hours.`);
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}
