import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import type { Tracer } from "@aws-lambda-powertools/tracer";
import type { Runtime } from "./context.ts";
import { hostedLogger } from "./hosted-logger.ts";

/** Logger, tracer and metrics of one Lambda. */
export interface Telemetry {
  readonly logger: Logger;
  /** Absent where nothing is traced. */
  readonly tracer?: Tracer;
  readonly metrics: Metrics;
}

/** Keeps a metric from being written to stdout, which belongs to the command that runs in this process. */
class UnpublishedMetrics extends Metrics {
  override publishStoredMetrics(): this {
    this.clearMetrics();
    return this;
  }
}

/** For a Lambda that runs inside another process: it logs to its host, if that listens, and traces nothing. */
export function hostedTelemetry(serviceName: string, { clock, write }: Runtime): Telemetry {
  return {
    logger: write ? hostedLogger(serviceName, clock, write) : new Logger({ serviceName, logLevel: "SILENT" }),
    metrics: new UnpublishedMetrics({ namespace: "Signalbox", serviceName }),
  };
}
