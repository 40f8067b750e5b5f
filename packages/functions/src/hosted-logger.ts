import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";
import type { Clock } from "@signalbox/core/clock";

/** Powertools' own members, with the time of the host's clock in place of this machine's. */
class HostedFormatter extends LogFormatter {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  override formatAttributes(attributes: UnformattedAttributes, more: LogAttributes): LogItem {
    const { logLevel, message, serviceName, lambdaContext } = attributes;
    const own = {
      level: logLevel,
      message,
      timestamp: new Date(this.#clock.now()).toISOString(),
      service: serviceName,
      function_name: lambdaContext?.functionName,
      function_request_id: lambdaContext?.awsRequestId,
    };
    return new LogItem({ attributes: own }).addAttributes(more);
  }
}

/** A logger whose JSON lines go to `write`: the host's stdout is not this Lambda's. */
export function hostedLogger(serviceName: string, clock: Clock, write: (line: string) => void): Logger {
  const logger = new Logger({ serviceName, logFormatter: new HostedFormatter(clock) });
  // Powertools takes no other place to write to (2.35.0); it calls one of these with one text.
  const console = { debug: write, error: write, info: write, log: write, trace: write, warn: write };
  Reflect.set(logger, "console", console);
  return logger;
}
