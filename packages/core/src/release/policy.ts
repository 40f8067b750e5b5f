import { z } from "zod";
import { ReleaseGate } from "../analysis/gates/gate.ts";
import { KayentaCanary } from "../analysis/kayenta/kayenta-canary.ts";
import { AnalysisPolicy } from "../analysis/policy.ts";
import { ReleaseMetric } from "../analysis/sources/release-metric.ts";
import { field, seconds } from "../config/field.ts";
import { WhenBusy } from "./turns/ticket.ts";

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

/** How the analysis judges; the rest of its policy follows from the release's. */
const { horizonMinutes: _horizon, dryRun: _dryRun, ...judged } = AnalysisPolicy.shape;

/** A policy travels through every state of a release, whose payload stays under 8 kB. */
const charactersAtMost = 3_000;

// A file of another tool, with words of its own: to the configuration it is one field, which Kayenta's documentation describes.
const Kayenta = z
  .record(z.string(), z.unknown())
  .refine((given) => JSON.stringify(given).length <= charactersAtMost, {
    error: `it may have ${charactersAtMost} characters as JSON; leave out queries and templates, which are for Kayenta's own providers`,
  })
  .pipe(KayentaCanary);

/**
 * How a group is released. Every field has the default that production uses; what is said of it is said of the field with
 * its default, since requests and options read it there.
 */
export const ReleasePolicy = z.strictObject({
  ladder: field(Ladder.default([10, 25, 50, 100]), {
    description: "weights of the candidate, one after another",
    example: [10, 25, 50, 100],
    unit: "%",
  }),
  bakeSeconds: field(seconds(0, 86_400).default(300), {
    description: "how long each weight is watched",
    example: 300,
    unit: "s",
  }),
  extensions: field(z.int().min(0).max(10).default(2), {
    description: "how often an inconclusive bake is repeated before a person is asked",
    example: 2,
  }),
  ...judged,
  latencySeconds: field(z.number().gt(0).max(600).default(2), {
    description: "an answer that takes its target longer than this to begin counts as slow",
    example: 2,
    unit: "s",
  }),
  metrics: field(z.array(ReleaseMetric).max(10).default([]), {
    description:
      "what the release is judged by beside errors and slow answers: bad requests out of all, from CloudWatch or Prometheus",
    example: [],
  }),
  gates: field(z.array(ReleaseGate).max(5).default([]), {
    description:
      "what is asked, one after another, before users meet the candidate: webhooks, and load tests of the preview listener",
    example: [],
  }),
  kayenta: field(Kayenta.optional(), {
    description:
      "a Kayenta canary configuration that judges in place of Signalbox's own analysis, with where each of its metrics is read",
    example: {
      config: { name: "chat", metrics: [{ name: "latency", groups: ["chat"] }] },
      sources: {
        latency: {
          kind: "prometheus",
          endpoint: "http://prometheus.internal:9090",
          value: 'avg(chat_seconds{side="{{side}}"})',
        },
      },
    },
  }),
  healthySeconds: field(seconds(0, 86_400).default(900), {
    description: "how long the candidate may take until its targets are healthy",
    example: 900,
    unit: "s",
  }),
  observeSeconds: field(seconds(0, 3_600).default(600), {
    description: "how long the load balancer may take to serve the share that the weight asks for",
    example: 600,
    unit: "s",
  }),
  stickySeconds: field(seconds(0, 604_800).default(0), {
    description:
      "of canary: how long a user who asks for nothing is still sent to the side that served last, while a weight bakes; each shift frees everybody, which takes as long. 0: every request goes by the weights. At most bakeSeconds",
    example: 60,
    unit: "s",
  }),
  drainSeconds: field(seconds(0, 86_400).default(300), {
    description: "how long open connections of the side that left may last",
    example: 300,
    unit: "s",
  }),
  generationSeconds: field(seconds(0, 86_400).default(900), {
    description:
      "how long after a shift the side that left is kept at most for generations that ran then, where its services keep them in the cache; at least drainSeconds",
    example: 900,
    unit: "s",
  }),
  holdSeconds: field(seconds(0, 86_400).default(600), {
    description: "how long the old side is kept after promotion",
    example: 600,
    unit: "s",
  }),
  personSeconds: field(seconds(0, 604_800).default(14_400), {
    description: "how long a person has to decide; after that the release rolls back",
    example: 14_400,
    unit: "s",
  }),
  // Not "supersede": who pushes more often than a release takes would never see one promoted, and each would have served
  // some users in vain. Whoever wants it says so, for the group or for one urgent release.
  whenBusy: field(WhenBusy.default("queue"), {
    description:
      "what a release does while another one of its group runs: queue waits, and of those that wait only the newest stays; supersede sends the other back to stable unless it is promoted already; refuse ends at once",
    example: "queue",
  }),
  queueSeconds: field(seconds(60, 604_800).default(14_400), {
    description: "how long a release waits for its turn before it ends with nothing done",
    example: 14_400,
    unit: "s",
  }),
  promotion: field(z.enum(["automatic", "manual"]).default("automatic"), {
    description:
      "of blue-green: whether users go to the candidate by themselves once the preview listener serves it, or a person has to say promote within personSeconds",
    example: "manual",
  }),
  othersSeconds: field(seconds(0, 604_800).default(0), {
    description:
      "of a release that is one of a set, which sets it: how long it waits for the others before users meet it, and again before it is promoted. 0: it waits for nobody",
    example: 0,
    unit: "s",
  }),
  wayBackHours: field(z.number().min(0).max(720).default(24), {
    description:
      "how long after promotion `signalbox rollback` returns to the version before, at once and unjudged",
    example: 24,
    unit: "h",
  }),
  // As many as one DescribeAlarms can name.
  alarms: field(z.array(z.string().min(1)).max(100).default([]), {
    description:
      "CloudWatch alarms that refuse a release when they are in ALARM and roll it back when they go there",
    example: ["chat-latency"],
  }),
});

export type ReleasePolicy = z.output<typeof ReleasePolicy>;
