import type { StateValue } from "@aws-sdk/client-cloudwatch";

export type TreatMissingData = "missing" | "ignore" | "breaching" | "notBreaching";

export interface Rule {
  /** N: datapoints that decide. */
  readonly evaluationPeriods: number;
  /** M: how many of them must breach; N unless said. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: TreatMissingData;
}

/** Oldest first; true where the datapoint breaches the threshold, undefined where there is none. */
export type Datapoints = readonly (boolean | undefined)[];

/**
 * How many datapoints CloudWatch looks at for N that decide. AWS says "more than N" only; its tables show 5 for 3.
 */
export function evaluationRange(evaluationPeriods: number): number {
  return evaluationPeriods + 2;
}

/**
 * An alarm's state, as CloudWatch finds it: the newest N real datapoints of the range decide, however old; missing ones
 * are filled in only where fewer than N are real.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluate(datapoints: Datapoints, rule: Rule, previous: StateValue): StateValue {
  const { evaluationPeriods: n, datapointsToAlarm: m, treatMissingData } = rule;
  const real = datapoints.filter((point) => point !== undefined).slice(-n);
  const breaching = real.filter(Boolean).length;
  const missing = n - real.length;
  if (missing === 0 || treatMissingData === "notBreaching") return breaching >= m ? "ALARM" : "OK";
  if (treatMissingData === "breaching") return breaching + missing >= m ? "ALARM" : "OK";
  if (breaching >= m) return "ALARM";
  if (breaching < real.length) return "OK";
  if (treatMissingData === "ignore") return previous;
  return oldest(datapoints) >= m ? "ALARM" : "INSUFFICIENT_DATA";
}

/**
 * Age of the oldest datapoint, 1 for the newest place, 0 for none. Where all that are real breach and the first is as
 * old as M, CloudWatch does not wait for the rest.
 */
function oldest(datapoints: Datapoints): number {
  const place = datapoints.findIndex((point) => point !== undefined);
  return place < 0 ? 0 : datapoints.length - place;
}
