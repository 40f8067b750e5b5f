import type {
  CreateStateMachineInput,
  LoggingConfiguration,
  TracingConfiguration,
  UpdateStateMachineInput,
} from "@aws-sdk/client-sfn";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";

/** How a machine reports; kept and shown, but no log is written and no trace is sent. */
export interface Settings {
  readonly loggingConfiguration: LoggingConfiguration;
  readonly tracingConfiguration: TracingConfiguration;
}

const usual: Settings = {
  loggingConfiguration: { level: "OFF", includeExecutionData: false },
  tracingConfiguration: { enabled: false },
};

/** The settings that a request asks for; what it does not name stays as it is. */
export function settingsOf(
  request: Pick<
    CreateStateMachineInput | UpdateStateMachineInput,
    "loggingConfiguration" | "tracingConfiguration" | "encryptionConfiguration"
  >,
  before: Settings = usual,
): Settings {
  const { loggingConfiguration: logging, tracingConfiguration: tracing, encryptionConfiguration } = request;
  // Keys of one's own cannot be honoured; whether a log is written does not change what a machine does.
  if (encryptionConfiguration && encryptionConfiguration.type !== "AWS_OWNED_KEY")
    throw unsupported(
      "states:CreateStateMachine",
      `encryptionConfiguration.type ${encryptionConfiguration.type}`,
    );
  return {
    loggingConfiguration: logging ? checkLogging(logging) : before.loggingConfiguration,
    tracingConfiguration: tracing ? { enabled: tracing.enabled ?? false } : before.tracingConfiguration,
  };
}

function checkLogging(logging: LoggingConfiguration): LoggingConfiguration {
  const { level = "OFF", destinations = [], includeExecutionData = false } = logging;
  if (destinations.length > 1 || (level !== "OFF" && destinations.length === 0))
    throw new AwsError(
      "InvalidLoggingConfiguration",
      "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    );
  return { level, includeExecutionData, ...(destinations.length > 0 && { destinations }) };
}
