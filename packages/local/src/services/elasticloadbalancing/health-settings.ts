import type { Matcher, ProtocolEnum } from "@aws-sdk/client-elastic-load-balancing-v2";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";
import type { HealthCheck } from "./health-rules.ts";

/** AWS's defaults for a target group of type ip behind an ALB. */
export const defaultCheck: HealthCheck = {
  path: "/",
  port: "traffic-port",
  intervalSeconds: 30,
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  matcher: "200",
};

/** What CreateTargetGroup and ModifyTargetGroup say about health checks. */
interface Written {
  readonly HealthCheckProtocol?: ProtocolEnum | undefined;
  readonly HealthCheckPort?: string | undefined;
  readonly HealthCheckPath?: string | undefined;
  readonly HealthCheckEnabled?: boolean | undefined;
  readonly HealthCheckIntervalSeconds?: number | undefined;
  readonly HealthCheckTimeoutSeconds?: number | undefined;
  readonly HealthyThresholdCount?: number | undefined;
  readonly UnhealthyThresholdCount?: number | undefined;
  readonly Matcher?: Matcher | undefined;
}

/** @throws ValidationError outside AWS's ranges */
export function readHealthCheck(operation: string, present: HealthCheck, written: Written): HealthCheck {
  const { HealthCheckProtocol: protocol = "HTTP", Matcher: matcher } = written;
  if (protocol !== "HTTP") throw unsupported(operation, `the health check protocol ${protocol}`);
  if (matcher?.GrpcCode) throw unsupported(operation, "Matcher.GrpcCode");
  if (written.HealthCheckEnabled === false)
    throw invalid("Health checks cannot be disabled for target type 'ip'");
  const check: HealthCheck = {
    path: written.HealthCheckPath ?? present.path,
    port: written.HealthCheckPort ?? present.port,
    intervalSeconds: written.HealthCheckIntervalSeconds ?? present.intervalSeconds,
    timeoutSeconds: written.HealthCheckTimeoutSeconds ?? present.timeoutSeconds,
    healthyThreshold: written.HealthyThresholdCount ?? present.healthyThreshold,
    unhealthyThreshold: written.UnhealthyThresholdCount ?? present.unhealthyThreshold,
    matcher: matcher?.HttpCode ?? present.matcher,
  };
  within("Health check interval", check.intervalSeconds, 5, 300);
  within("Health check timeout", check.timeoutSeconds, 2, 120);
  within("Healthy threshold count", check.healthyThreshold, 2, 10);
  within("Unhealthy threshold count", check.unhealthyThreshold, 2, 10);
  if (check.intervalSeconds <= check.timeoutSeconds)
    throw invalid(
      `Health check timeout '${check.timeoutSeconds}' must be smaller than the interval '${check.intervalSeconds}'`,
    );
  if (!check.path.startsWith("/"))
    throw invalid(`Health check path '${check.path}' must begin with a '/' character`);
  if (check.port !== "traffic-port") within("Health check port", Number(check.port), 1, 65_535);
  if (!/^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/.test(check.matcher))
    throw invalid(`Health check matcher HTTP code '${check.matcher}' must be within '200-499' inclusive`);
  return check;
}

function within(what: string, value: number, min: number, max: number): void {
  if (!Number.isInteger(value) || value < min || value > max)
    throw invalid(`${what} '${value}' must be between ${min} and ${max} inclusive`);
}

const invalid = (message: string): AwsError => new AwsError("ValidationError", message);
