import type {
  ComparisonOperator,
  MetricDataQuery,
  PutCompositeAlarmInput,
  PutMetricAlarmInput,
  StateValue,
} from "@aws-sdk/client-cloudwatch";
import type { Tags } from "../../tags.ts";
import type { AlarmRule } from "./composite/rule.ts";
import type { Rule } from "./evaluate.ts";

export interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  /** JSON text; absent before the first evaluation. */
  readonly reasonData: string | undefined;
  /** Milliseconds since 1970. */
  readonly updated: number;
  readonly transitioned: number;
  /** Of a composite alarm: the alarms that made its state, as they were then. */
  readonly triggering?: readonly AnyAlarm[];
}

interface Common {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly configured: number;
  readonly tags: Tags;
  readonly actionsEnabled: boolean;
  readonly state: AlarmState;
}

/** An alarm on a metric or on an expression over metrics. */
export interface Alarm extends Common {
  readonly kind: "metric";
  /** As it was put, for answers. */
  readonly input: PutMetricAlarmInput;
  /** What is watched: `watched` is the id of the query that returns data. */
  readonly queries: readonly MetricDataQuery[];
  readonly watched: string;
  /** Milliseconds. */
  readonly period: number;
  readonly threshold: number;
  readonly comparison: Comparison;
  readonly rule: Rule;
}

/** An alarm on the states of other alarms. */
export interface CompositeAlarm extends Common {
  readonly kind: "composite";
  readonly input: PutCompositeAlarmInput;
  readonly rule: AlarmRule;
  /** Names of the alarms that the rule reads. */
  readonly children: readonly string[];
}

export type AnyAlarm = Alarm | CompositeAlarm;

export type Comparison = Extract<
  ComparisonOperator,
  | "GreaterThanThreshold"
  | "GreaterThanOrEqualToThreshold"
  | "LessThanThreshold"
  | "LessThanOrEqualToThreshold"
>;

/** A datapoint as the reason of a state names it. */
export interface Point {
  /** Start of its period, milliseconds since 1970. */
  readonly start: number;
  readonly value: number | undefined;
}

const breach: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export function breaches({ comparison, threshold }: Alarm, value: number): boolean {
  return breach[comparison](value, threshold);
}

export function isComparison(operator: string | undefined): operator is Comparison {
  return operator !== undefined && Object.hasOwn(breach, operator);
}

/** Milliseconds between evaluations: every minute, and as often as the period where that is shorter. */
export function intervalOf({ period }: Alarm): number {
  return Math.min(period, 60_000);
}
