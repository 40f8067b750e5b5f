import type { CreateStateMachineInput, UpdateStateMachineInput } from "@aws-sdk/client-sfn";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";

type Settings = Pick<
  CreateStateMachineInput | UpdateStateMachineInput,
  "loggingConfiguration" | "tracingConfiguration" | "encryptionConfiguration"
>;

/** Logs, traces and customer keys are not there: only their being off is accepted. */
export function refuseLogging({
  loggingConfiguration,
  tracingConfiguration,
  encryptionConfiguration,
}: Settings): void {
  const { level = "OFF", destinations = [] } = loggingConfiguration ?? {};
  if (level !== "OFF" && destinations.length !== 1)
    throw new AwsError(
      "InvalidLoggingConfiguration",
      "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    );
  const operation = "states:CreateStateMachine";
  if (level !== "OFF") throw unsupported(operation, `the log level ${level}`);
  if (tracingConfiguration?.enabled) throw unsupported(operation, "tracingConfiguration.enabled");
  if (encryptionConfiguration && encryptionConfiguration.type !== "AWS_OWNED_KEY")
    throw unsupported(operation, `encryptionConfiguration.type ${encryptionConfiguration.type}`);
}
