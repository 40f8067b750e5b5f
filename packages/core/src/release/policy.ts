import { z } from "zod";

const seconds = (most: number) => z.int().min(0).max(most);

/** Percent of requests that the candidate gets. */
export const Weight = z.int().min(0).max(100).meta({ description: "percent of requests", unit: "%" });

/** The levels of a canary: rising, and ending at 100. */
export const Ladder = z
  .array(Weight)
  .min(1)
  .refine((ladder) => ladder.every((weight, index) => weight > (ladder[index - 1] ?? 0)), {
    error: "a ladder rises with every weight, such as 10, 25, 50, 100",
  })
  .refine((ladder) => ladder.at(-1) === 100, { error: "a ladder ends at 100" });

/** How a group is released. Every field has the default that production uses. */
export const ReleasePolicy = z.strictObject({
  ladder: Ladder.default([10, 25, 50, 100]).meta({
    description: "weights of the candidate, one after another",
    examples: [[10, 25, 50, 100]],
    unit: "%",
  }),
  bakeSeconds: seconds(86_400)
    .default(300)
    .meta({ description: "how long each weight is watched", examples: [300], unit: "s" }),
  extensions: z
    .int()
    .min(0)
    .max(10)
    .default(2)
    .meta({
      description: "how often an inconclusive bake is repeated before a person is asked",
      examples: [2],
    }),
  minimumRequests: z
    .int()
    .min(1)
    .default(100)
    .meta({
      description: "requests that each side must have served in a bake for a verdict",
      examples: [100],
    }),
  errorRatio: z
    .number()
    .min(1)
    .default(2)
    .meta({
      description: "a candidate fails when its error rate exceeds this many times stable's",
      examples: [2],
    }),
  errorFloor: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .meta({
      description: "an error rate up to this one never fails a candidate",
      examples: [0.01],
    }),
  latencyRatio: z
    .number()
    .min(1)
    .default(1.5)
    .meta({
      description: "a candidate fails when its p95 latency exceeds this many times stable's",
      examples: [1.5],
    }),
  latencyFloorSeconds: z
    .number()
    .min(0)
    .default(0.2)
    .meta({
      description: "a p95 latency up to this one never fails a candidate",
      examples: [0.2],
      unit: "s",
    }),
  healthySeconds: seconds(86_400)
    .default(900)
    .meta({
      description: "how long the candidate may take until its targets are healthy",
      examples: [900],
      unit: "s",
    }),
  observeSeconds: seconds(3_600)
    .default(600)
    .meta({
      description: "how long the load balancer may take to serve the share that the weight asks for",
      examples: [600],
      unit: "s",
    }),
  drainSeconds: seconds(86_400)
    .default(300)
    .meta({
      description: "how long open connections of the side that left may last",
      examples: [300],
      unit: "s",
    }),
  holdSeconds: seconds(86_400)
    .default(600)
    .meta({
      description: "how long the old side is kept after promotion",
      examples: [600],
      unit: "s",
    }),
  personSeconds: seconds(604_800)
    .default(14_400)
    .meta({
      description: "how long a person has to decide; after that the release rolls back",
      examples: [14_400],
      unit: "s",
    }),
  // As many as one DescribeAlarms can name.
  alarms: z
    .array(z.string().min(1))
    .max(100)
    .default([])
    .meta({
      description:
        "CloudWatch alarms that refuse a release when they are in ALARM and roll it back when they go there",
      examples: [["chat-latency"]],
    }),
});

export type ReleasePolicy = z.output<typeof ReleasePolicy>;
