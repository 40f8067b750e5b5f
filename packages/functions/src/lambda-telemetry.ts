import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import type { Telemetry } from "./telemetry.ts";

/**
 * What a Lambda on AWS tells: JSON lines, X-Ray segments, embedded metrics. A module of its own, loaded on AWS alone:
 * importing the tracer puts the X-Ray SDK's hooks around every promise of the process, a tenth of the laptop's time.
 */
export function lambdaTelemetry(serviceName: string): Telemetry {
  return {
    logger: new Logger({ serviceName }),
    tracer: new Tracer({ serviceName }),
    metrics: new Metrics({ namespace: "Signalbox", serviceName }),
  };
}
