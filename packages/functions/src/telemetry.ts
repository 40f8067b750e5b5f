import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import type { Runtime } from "./context.ts";
import { hostedLogger } from "./hosted-logger.ts";

/** Logger, tracer and metrics of one Lambda. */
export interface Telemetry {
  readonly logger: Logger;
  readonly tracer: Tracer;
  readonly metrics: Metrics;
}

/** What a Lambda on AWS tells: JSON lines, X-Ray segments, embedded metrics. */
export function lambdaTelemetry(serviceName: string): Telemetry {
  return {
    logger: new Logger({ serviceName }),
    tracer: new Tracer({ serviceName }),
    metrics: new Metrics({ namespace: "Signalbox", serviceName }),
  };
}

/** Keeps a metric from being written to stdout, which belongs to the command that runs in this process. */
class UnpublishedMetrics extends Metrics {
  override publishStoredMetrics(): this {
    this.clearMetrics();
    return this;
  }
}

/** The same for a Lambda that runs inside another process: it logs to its host, if that listens, and traces nothing. */
export function hostedTelemetry(serviceName: string, { clock, write }: Runtime): Telemetry {
  return {
    logger: write ? hostedLogger(serviceName, clock, write) : new Logger({ serviceName, logLevel: "SILENT" }),
    tracer: new Tracer({ serviceName, enabled: false }),
    metrics: new UnpublishedMetrics({ namespace: "Signalbox", serviceName }),
  };
}
