import { z } from "zod";
import { field, logDays, seconds } from "./field.ts";

/** What the platform promises its users; each has an alarm. */
export const Objectives = z.strictObject({
  availabilityPercent: field(z.number().min(90).max(99.999), {
    description: "share of requests of a month that are answered without a 5xx",
    example: 99.9,
    unit: "%",
  }).default(99.9),
  latencySeconds: field(z.number().positive(), {
    description: "p95 of the time to the first byte, streams and WebSockets aside",
    example: 2,
    unit: "s",
  }).default(2),
  replicaMismatchSeconds: field(seconds(60, 86_400), {
    description: "how long a service may have fewer running tasks than it wants",
    example: 900,
    unit: "s",
  }).default(900),
  crashesIn15Minutes: field(z.int().min(1), {
    description: "tasks of one service that end unasked in 15 minutes before it counts as a crash loop",
    example: 3,
  }).default(3),
});

export const Observability = z.strictObject({
  logDays: field(logDays, { description: "how long logs are kept", example: 30, unit: "d" }).default(30),
  containerInsights: field(z.enum(["disabled", "enabled", "enhanced"]), {
    description: "CloudWatch Container Insights of the cluster",
    example: "enhanced",
  }).default("enhanced"),
  collector: field(z.boolean(), {
    description:
      "ADOT sidecar in each task: traces to X-Ray, metrics every 15 s to Amazon Managed Prometheus",
    example: true,
  }).default(true),
  grafana: field(z.enum(["none", "managed"]), {
    description: "Grafana: none, or Amazon Managed Grafana, which needs IAM Identity Center",
    example: "none",
  }).default("none"),
  probeMinutes: field(z.int().min(1).max(60), {
    description: "how often a synthetic user logs in and chats",
    example: 5,
    unit: "min",
  }).default(5),
  trail: field(z.boolean(), {
    description: "CloudTrail of this account; false where the organisation has one",
    example: true,
  }).default(true),
});

/** Who hears of alarms and reports. */
export const Notifications = z.strictObject({
  emails: field(z.array(z.email()), {
    description: "addresses that confirm a subscription to alarms and reports",
    example: ["platform@example.com"],
  }).default([]),
  slack: z
    .strictObject({
      workspaceId: field(z.string().regex(/^T[A-Z0-9]+$/), {
        description:
          "Slack workspace, authorised once in the console of Amazon Q Developer in chat applications",
        example: "T0123ABCD",
      }),
      channelId: field(z.string().regex(/^C[A-Z0-9]+$/), {
        description: "Slack channel",
        example: "C0123ABCD",
      }),
    })
    .optional(),
  webhookSecret: field(
    // Secrets Manager's signs; a name that ends as its ARNs do would be taken for another.
    z
      .string()
      .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/)
      .refine((name) => !/-.{6}$/.test(name), { error: "must not end with a hyphen and six characters" }),
    {
      description:
        "secret that a person creates in each region; it holds the URL of an incoming webhook of Slack or Mattermost, to which reports are posted and releases that wait for a person",
      example: "signalbox-production/chat-webhook",
    },
  ).optional(),
});
