import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import type { RoutingControls } from "../route53-recovery-cluster/controls.ts";

/** What of a check is Signalbox's: an endpoint, an alarm's state, other checks, or a routing control. */
export const kinds = ["HTTPS", "CLOUDWATCH_METRIC", "CALCULATED", "RECOVERY_CONTROL"] as const;

export interface HealthCheck {
  readonly id: string;
  readonly callerReference: string;
  readonly config: HealthCheckConfig;
  /** What was last found; a new check counts as healthy. */
  healthy: boolean;
  /** How often in a row an endpoint has answered otherwise than `healthy` says. */
  contrary: number;
  /** Milliseconds since 1970. */
  checkedAt: number;
  /** What the last look found. */
  status: string;
}

/** As often in a row an endpoint has to fail, or to answer again, until its check turns. */
export function look(check: HealthCheck, well: boolean, status: string, now: number): void {
  check.checkedAt = now;
  check.status = status;
  check.contrary = well === check.healthy ? 0 : check.contrary + 1;
  const threshold = check.config.Type === "HTTPS" ? (check.config.FailureThreshold ?? 3) : 1;
  if (check.contrary < threshold) return;
  check.healthy = well;
  check.contrary = 0;
}

/**
 * A check's health, which for one of several others is theirs, and for one of a routing control whether that is On. Of a check that is gone
 * nothing bad is known.
 */
export function isHealthy(
  checks: ReadonlyMap<string, HealthCheck>,
  id: string | undefined,
  routing: Pick<RoutingControls, "isOn">,
): boolean {
  const check = checks.get(id ?? "");
  if (!check) return true;
  const { Type, ChildHealthChecks = [], HealthThreshold = 1, Inverted = false } = check.config;
  const healthy = (): boolean => {
    switch (Type) {
      case "CALCULATED":
        return (
          ChildHealthChecks.filter((child) => isHealthy(checks, child, routing)).length >= HealthThreshold
        );
      case "RECOVERY_CONTROL":
        return routing.isOn(check.config.RoutingControlArn);
      default:
        return check.healthy;
    }
  };
  return healthy() !== Inverted;
}
