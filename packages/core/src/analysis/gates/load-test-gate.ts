import { z } from "zod";
import { field, Name, seconds } from "../../config/field.ts";
import { chanceOfAtLeast } from "./binomial.ts";
import type { GateJudgement } from "./gate.ts";
import { gateSeconds } from "./gate-time.ts";

const share = z.number().min(0).max(1);

export const LoadTestGate = z
  .strictObject({
    kind: field(z.literal("load-test"), {
      description: "asks the candidate many times before users do, and counts",
      example: "load-test",
    }),
    name: field(Name, { description: "name of the gate in verdicts and reports", example: "smoke" }),
    path: field(z.string().startsWith("/").default("/"), {
      description: "what is asked for, by GET, at the candidate's preview address",
      example: "/health",
    }),
    requests: field(z.int().min(1).max(2_000).default(200), {
      description: "how many requests are made in all",
      example: 200,
    }),
    concurrency: field(z.int().min(1).max(50).default(10), {
      description: "how many of them at the same time",
      example: 10,
    }),
    timeoutSeconds: field(seconds(1, 49).default(10), {
      description: "a request that has no whole answer by then has failed",
      example: 10,
      unit: "s",
    }),
    deadlineSeconds: field(seconds(1, 49).default(30), {
      description: "no request begins later than this; fewer than all give no pass",
      example: 30,
      unit: "s",
    }),
    latencySeconds: field(z.number().gt(0).max(60).default(1), {
      description: "objective: an answer that takes longer to begin is slow",
      example: 1,
      unit: "s",
    }),
    failedShare: field(share.default(0), {
      description: "share of requests that may fail",
      example: 0,
    }),
    slowShare: field(share.default(0.05), {
      description: "share of answers that may be slow",
      example: 0.05,
    }),
  })
  .refine(({ deadlineSeconds, timeoutSeconds }) => deadlineSeconds + timeoutSeconds <= gateSeconds, {
    path: ["deadlineSeconds"],
    error: `a Lambda has ${gateSeconds} s for a gate, and the last request begins at the deadline: let deadlineSeconds and timeoutSeconds come to ${gateSeconds} at most`,
  });
export type LoadTestGate = z.output<typeof LoadTestGate>;

/** What a load test saw. */
export interface LoadCounts {
  readonly sent: number;
  /** Of those sent: got the head of an answer, of whatever status. */
  readonly answered: number;
  /** Of those sent: no answer, a broken one, or a status of 400 and more. */
  readonly failed: number;
  /** Of those answered. */
  readonly slow: number;
}

/** How seldom chance alone may fail a candidate that is as good as it must be. */
const byChance = 0.01;

/**
 * Judges counts against what the gate allows. More than allowed fails when chance would hardly give so many, were the true share
 * the allowed one; otherwise it is inconclusive, as is a test that could not make all its requests or reached nobody: that says
 * more of the network between than of the candidate.
 */
export function judgeLoadTest(
  gate: LoadTestGate,
  { sent, answered, failed, slow }: LoadCounts,
): GateJudgement {
  const said = (verdict: GateJudgement["verdict"], what: string): GateJudgement => ({
    verdict,
    sentence: `${gate.name}: ${what}`,
  });
  const counts = `${failed} of ${sent} requests failed, ${slow} of ${answered} answers took over ${gate.latencySeconds} s`;
  if (answered === 0) return said("inconclusive", `none of ${sent} requests got an answer`);
  const [failures, slowness] = [
    against(failed, sent, gate.failedShare),
    against(slow, answered, gate.slowShare),
  ];
  const allowed = `${percent(gate.failedShare)} and ${percent(gate.slowShare)} are allowed`;
  if (failures === "more" || slowness === "more") return said("fail", `${counts}; ${allowed}`);
  if (failures === "perhaps" || slowness === "perhaps")
    return said("inconclusive", `${counts}; ${allowed}, but so many may be chance`);
  if (sent < gate.requests)
    return said("inconclusive", `only ${sent} of ${gate.requests} requests were made in time; ${counts}`);
  return said("pass", counts);
}

function against(bad: number, all: number, allowed: number): "within" | "perhaps" | "more" {
  if (bad <= allowed * all) return "within";
  return chanceOfAtLeast(bad, all, allowed) < byChance ? "more" : "perhaps";
}

const percent = (value: number): string => `${Number((100 * value).toFixed(2))} %`;
