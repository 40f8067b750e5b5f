import type { IncludedData } from "@aws-sdk/client-sfn";
import type { Output } from "../service.ts";
import type { StoredMachine } from "./machines.ts";
import { variableReferences } from "./variable-references.ts";
import type { Version } from "./versions.ts";

const encryptionConfiguration = { type: "AWS_OWNED_KEY" } as const;

/** A machine as it is, or as it was when a version was published. */
export function describeMachine(
  stored: StoredMachine,
  includedData: IncludedData | undefined,
  version?: Version,
): Output<"states", "DescribeStateMachine"> {
  const { arn, name, type, creationDate } = stored;
  return {
    stateMachineArn: version?.arn ?? arn,
    name,
    status: "ACTIVE",
    type,
    creationDate: version?.creationDate ?? creationDate,
    ...(version?.description !== undefined && { description: version.description }),
    ...common(stored, includedData),
  };
}

export function describeMachineForExecution(
  stored: StoredMachine,
  includedData: IncludedData | undefined,
): Output<"states", "DescribeStateMachineForExecution"> {
  const { arn, name, updateDate } = stored;
  return { stateMachineArn: arn, name, updateDate, ...common(stored, includedData) };
}

function common(
  { definition, roleArn, revisionId, loggingConfiguration, tracingConfiguration }: StoredMachine,
  includedData: IncludedData | undefined,
) {
  const references = variableReferences(definition);
  const hasReferences = Object.keys(references).length > 0;
  return {
    // AWS leaves the definition empty where only metadata is asked for: it may be encrypted.
    definition: includedData === "METADATA_ONLY" ? "" : definition,
    roleArn,
    loggingConfiguration,
    tracingConfiguration,
    encryptionConfiguration,
    ...(revisionId && { revisionId }),
    ...(hasReferences && includedData !== "METADATA_ONLY" && { variableReferences: references }),
  };
}
