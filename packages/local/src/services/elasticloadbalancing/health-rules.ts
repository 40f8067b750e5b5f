import type { TargetHealthReasonEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ProbeResult } from "../../world/plane/plane.ts";

/** How a target group checks its targets; names and defaults are AWS's. */
export interface HealthCheck {
  readonly path: string;
  /** "traffic-port" or a number. */
  readonly port: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** HTTP codes that pass: "200", "200,204" or "200-299". */
  readonly matcher: string;
}

export type Verdict =
  | { readonly passed: true }
  | { readonly passed: false; readonly reason: TargetHealthReasonEnum; readonly description: string };

/** Consecutive results of one kind, and the state that they have led to. */
export interface Health {
  readonly state: "initial" | "healthy" | "unhealthy";
  readonly passes: number;
  readonly failures: number;
}

export const unchecked: Health = { state: "initial", passes: 0, failures: 0 };

export function judge(result: ProbeResult, matcher: string): Verdict {
  switch (result.kind) {
    case "refused":
      return { passed: false, reason: "Target.FailedHealthChecks", description: "Health checks failed" };
    case "timeout":
      return { passed: false, reason: "Target.Timeout", description: "Request timed out" };
    case "status": {
      if (matches(matcher, result.status)) return { passed: true };
      const description = `Health checks failed with these codes: [${result.status}]`;
      return { passed: false, reason: "Target.ResponseCodeMismatch", description };
    }
  }
}

/** A new target is healthy after one pass; afterwards it takes a threshold of consecutive results to change. */
export function after(health: Health, passed: boolean, check: HealthCheck): Health {
  const passes = passed ? health.passes + 1 : 0;
  const failures = passed ? 0 : health.failures + 1;
  const up = passes >= (health.state === "initial" ? 1 : check.healthyThreshold);
  const down = failures >= check.unhealthyThreshold;
  return { state: up ? "healthy" : down ? "unhealthy" : health.state, passes, failures };
}

function matches(matcher: string, status: number): boolean {
  return matcher.split(",").some((part) => {
    const [low = "", high = low] = part.trim().split("-");
    return status >= Number(low) && status <= Number(high);
  });
}
