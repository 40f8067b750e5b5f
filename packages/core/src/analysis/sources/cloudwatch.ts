import { z } from "zod";
import { field } from "../../config/field.ts";
import {
  answerId,
  type MetricQuery,
  metricQueries,
  refuseStrayIds,
  SourceMetrics,
} from "./cloudwatch-queries.ts";
import { type CountedMinute, countMinutes, type Minutes, type Points } from "./counted-minute.ts";
import type { Subject } from "./template.ts";

const zero = (of: string) =>
  field(z.literal(0).optional(), {
    description: `0 where a minute without ${of} means none of them; absent: it is unknown`,
    example: 0,
  });

/**
 * Counts from CloudWatch, minute by minute: metric math over named metrics, each with its dimensions. `missing` says what it
 * means that a minute has no value: 0 where AWS reports nothing when there is nothing, as a load balancer does with errors;
 * by default it is unknown.
 */
export const CloudWatchSource = z
  .strictObject({
    kind: field(z.literal("cloudwatch"), { description: "counted by CloudWatch", example: "cloudwatch" }),
    metrics: SourceMetrics,
    bad: field(z.string().min(1), {
      description: "metric math over the ids of `metrics`: bad requests of a minute",
      example: "all * (1 - fast / 100)",
    }),
    total: field(z.string().min(1), {
      description: "the same: all requests of a minute",
      example: "all",
    }),
    missing: z.strictObject({ bad: zero("bad requests"), total: zero("requests") }).optional(),
  })
  .check(refuseStrayIds(["bad", "total"]));
export type CloudWatchSource = z.output<typeof CloudWatchSource>;

/** What is asked of CloudWatch for one side of one service. */
export const cloudWatchQueries = (
  { metrics, bad, total }: CloudWatchSource,
  subject: Subject,
  prefix: string,
): MetricQuery[] => metricQueries(metrics, { bad, total }, subject, prefix);

/** Reads CloudWatch's answer to {@link cloudWatchQueries}: values by query id, then by the start of their minute. */
export function countedByCloudWatch(
  { missing }: CloudWatchSource,
  prefix: string,
  minutes: Minutes,
  answer: ReadonlyMap<string, Points>,
): CountedMinute[] {
  const points = (name: string): Points => answer.get(answerId(prefix, name)) ?? new Map();
  return countMinutes(minutes, points("bad"), points("total"), missing);
}
