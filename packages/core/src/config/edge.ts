import { z } from "zod";
import { days, field, seconds } from "./field.ts";

export const Edge = z.strictObject({
  cdn: field(z.boolean(), { description: "CloudFront in front of the load balancer", example: true }).default(
    true,
  ),
  waf: field(z.boolean(), {
    description: "WAF: OWASP core rules, known bad inputs, a rate limit for each address",
    example: true,
  }).default(true),
  botControl: field(z.boolean(), {
    description: "WAF's bot control, which costs 10 USD a month and 1 USD a million requests",
    example: true,
  }).default(true),
  requestsPerFiveMinutes: field(z.int().min(100).max(20_000_000), {
    description: "requests of one address in five minutes before WAF refuses more",
    example: 2000,
  }).default(2000),
  idleTimeoutSeconds: field(seconds(1, 4000), {
    description:
      "silence after which the load balancer cuts a connection; a model may think before its first token",
    example: 400,
    unit: "s",
  }).default(400),
  originSilenceSeconds: field(seconds(1, 180), {
    description:
      "silence of the platform after which CloudFront answers 504; more than 60 needs a raised quota of the account",
    example: 60,
    unit: "s",
  }).default(60),
  routing: field(z.enum(["failover", "latency"]), {
    description: "Route 53: all traffic to the primary while it is healthy, or to the nearest region",
    example: "failover",
  }).default("failover"),
  routingControls: field(z.boolean(), {
    description: "turn users by ARC routing controls, in seconds; their cluster costs 2.50 USD an hour",
    example: false,
  }).default(false),
  accessLogDays: field(days(1, 3650), {
    description: "how long access logs are kept",
    example: 90,
    unit: "d",
  }).default(90),
});
