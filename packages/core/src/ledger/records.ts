import { z } from "zod";
import { verdicts } from "../analysis/verdict.ts";
import { Side } from "../platform/platform.ts";
import { RefusedRelease } from "../release/refused.ts";
import { Problem, Release, TaskDefinitions } from "../release/release.ts";
import { Promotion } from "../release/turns/promotion.ts";
import { Asked } from "../release/turns/ticket.ts";

/**
 * What a release is doing; `maintenance` is a cutover that keeps users out, `waiting-for-person` is the gate of an inconclusive
 * release. One of a set that is `ready`, or has `passed`, waits for the others to be; so does a cutover in all regions once it is
 * known to be one (`rehearsed`), and once its old version has `stopped`. One that is `queued` has a ticket, and no
 * record yet.
 */
export const phases = [
  "queued",
  "preparing",
  "rehearsed",
  "starting",
  "ready",
  "shifting",
  "maintenance",
  "stopped",
  "baking",
  "waiting-for-person",
  "passed",
  "draining",
  "holding",
  "rolling-back",
  "closing",
  "stuck",
  "ended",
] as const;
export const Phase = z.enum(phases);
export type Phase = z.output<typeof Phase>;

/** Phases in which a person's decision or an alarm can still turn a release back. */
export const canTurnBack = (phase: Phase): boolean =>
  !["rolling-back", "closing", "stuck", "ended"].includes(phase);

/** Phases in which a token is waited on. */
export const isWaiting = (phase: Phase): boolean =>
  ["baking", "waiting-for-person", "holding"].includes(phase) || waitsForOthers(phase);

/** Phases in which a release of a set waits for the others; only the set ends that. */
export const waitsForOthers = (phase: Phase): boolean =>
  ["rehearsed", "stopped", "ready", "passed"].includes(phase);

export const Lock = z.object({
  owner: z.string().optional(),
  run: z.string().optional(),
  epoch: z.int(),
  /** Why the lock is kept though its owner has ended. */
  stuck: z.string().optional(),
  /** The one that took it last, also when it is free: turns go by the order of asking. */
  last: Asked.optional(),
});
export type Lock = z.output<typeof Lock>;

/** What a release leaves behind, and the next one expects to find. */
export const Standing = z.object({
  /** Absent where the group's strategy has no sides. */
  stable: Side.optional(),
  /** What each service runs, on the stable side where there are two. */
  taskDefinitions: TaskDefinitions,
  /** Absent where no release has brought it. */
  promotion: Promotion.optional(),
});
export type Standing = z.output<typeof Standing>;

export const Scaling = z.object({
  /** Of the group. */
  service: z.string(),
  side: Side,
  dynamicScalingInSuspended: z.boolean(),
});

/** What the analysis said of one metric of one service, or of all services together (`*`). */
export const JudgedEvidence = z.object({
  service: z.string(),
  metric: z.string(),
  /** Reported, never deciding. */
  dryRun: z.boolean(),
  /** Absent where Kayenta judges, which compares values and counts no requests; then it has a word of its own. */
  candidate: z.object({ requests: z.number(), bad: z.number() }).optional(),
  stable: z.object({ requests: z.number(), bad: z.number() }).optional(),
  classification: z.string().optional(),
  verdict: z.enum(verdicts),
  sentence: z.string(),
});
export type JudgedEvidence = z.output<typeof JudgedEvidence>;

/** The newest look at a release's analysis. */
export const Analysis = z.object({
  at: z.string(),
  verdict: z.enum(verdicts),
  sentence: z.string(),
  metrics: z.array(JudgedEvidence),
});
export type Analysis = z.output<typeof Analysis>;

/** One act of a release, with what was seen. */
export const Act = z.object({
  at: z.string(),
  state: z.string(),
  /** One sentence for people. */
  text: z.string(),
  /** Percent of requests, where the act moved traffic. */
  weight: z.int().optional(),
  verdict: z.enum(verdicts).optional(),
  /** What the verdict rests on. */
  evidence: z.array(JudgedEvidence).optional(),
});
export type Act = z.output<typeof Act>;

export const Decision = z.object({
  /** Abort and promote are a person's, supersede a newer release's. */
  action: z.enum(["abort", "promote", "supersede"]),
  by: z.string(),
  reason: z.string(),
  at: z.string(),
  /** The wait that a promote answers, as its token names it; absent: the next wait. */
  visit: z.string().optional(),
});
export type Decision = z.output<typeof Decision>;

/** An alarm of the policy that went to ALARM during a release, be it OK again by now. */
export const RaisedAlarm = z.object({ name: z.string(), reason: z.string(), at: z.string() });
export type RaisedAlarm = z.output<typeof RaisedAlarm>;

/** `refused`: nothing was done, be it at the request, in the queue or under the lock. */
export const Outcome = z.enum(["promoted", "rolled-back", "stuck", "refused"]);
export type Outcome = z.output<typeof Outcome>;

/** Requests by the side that served them; where a release has no sides, all are stable's. */
const ServedRequests = z.object({ stable: z.number(), candidate: z.number() });
const ServiceRequests = ServedRequests.extend({ name: z.string() });
export type ServiceRequests = z.output<typeof ServiceRequests>;

export const Report = z.object({
  outcome: Outcome,
  problem: Problem.optional(),
  release: z.union([Release, RefusedRelease]),
  startedAt: z.string(),
  endedAt: z.string(),
  /** Requests that each side served during the run, as far as CloudWatch knew when the report was written. */
  requests: ServedRequests,
  /** The same of each service of the group. */
  services: z.array(ServiceRequests),
  acts: z.array(Act),
  decisions: z.array(Decision),
  /** For how long a cutover kept users out, in seconds: all times together, and as it was predicted. */
  downtime: z.object({ seconds: z.number(), predictedSeconds: z.number().optional() }).optional(),
  /** USD at list price of a promotion under its policy; absent where nobody has measured one, or the region has no prices. */
  cost: z.number().optional(),
});
export type Report = z.output<typeof Report>;

/** A release in the ledger, as `status` and the console read it. */
export const Run = z.object({
  release: Release,
  epoch: z.int(),
  phase: Phase,
  /** Percent of requests that the candidate has. */
  weight: z.int(),
  /** What the ledger said stood before, for the way back and for turning back. */
  stood: Standing.optional(),
  /** What the scalable targets were before, so that they can be put back. */
  scaling: z.array(Scaling),
  /** Renewed with every look. */
  analysis: Analysis.optional(),
  report: Report.optional(),
});
export type Run = z.output<typeof Run>;

export const Token = z.object({
  token: z.string(),
  state: z.string(),
  entered: z.string(),
  /** Names the wait, which goes on over several tokens while a bake is looked at again and again. */
  wait: z.string(),
  /** When the wait as a whole began, and when it is over. ISO 8601. */
  began: z.string(),
  deadline: z.string(),
});
export type Token = z.output<typeof Token>;
