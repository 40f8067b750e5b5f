import type { IncludedData } from "@aws-sdk/client-sfn";
import type { Output } from "../service.ts";
import type { StoredMachine } from "./machines.ts";

/** What does not change, in AWS's shape. */
const settings = {
  loggingConfiguration: { level: "OFF", includeExecutionData: false },
  tracingConfiguration: { enabled: false },
  encryptionConfiguration: { type: "AWS_OWNED_KEY" },
} as const;

export function describeMachine(
  stored: StoredMachine,
  includedData: IncludedData | undefined,
): Output<"states", "DescribeStateMachine"> {
  const { arn, name, definition, roleArn, creationDate, revisionId } = stored;
  return {
    stateMachineArn: arn,
    name,
    status: "ACTIVE",
    definition: shown(definition, includedData),
    roleArn,
    type: "STANDARD",
    creationDate,
    ...settings,
    ...(revisionId && { revisionId }),
  };
}

export function describeMachineForExecution(
  stored: StoredMachine,
  includedData: IncludedData | undefined,
): Output<"states", "DescribeStateMachineForExecution"> {
  const { arn, name, definition, roleArn, updateDate, revisionId } = stored;
  return {
    stateMachineArn: arn,
    name,
    definition: shown(definition, includedData),
    roleArn,
    updateDate,
    ...settings,
    ...(revisionId && { revisionId }),
  };
}

/** AWS leaves the definition empty where only metadata is asked for: it may be encrypted. */
const shown = (definition: string, includedData: IncludedData | undefined): string =>
  includedData === "METADATA_ONLY" ? "" : definition;
