import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Deployed, Version } from "./deployed.ts";

/** A function as AWS describes it. Code that did not come as a zip file has no size and no hash. */
export function configurationOf(
  deployed: Deployed,
  { fn, arn, version, modifiedAt, revisionId }: Version = deployed.latest,
): FunctionConfiguration {
  return {
    FunctionName: fn.functionName,
    FunctionArn: arn,
    Runtime: runtimeOf(fn.runtime),
    Role: fn.roleArn,
    ...(fn.handler !== undefined && { Handler: fn.handler }),
    ...(fn.code?.zip && { CodeSize: fn.code.zip.bytes.byteLength, CodeSha256: fn.code.zip.sha256 }),
    Description: fn.description,
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    // AWS writes milliseconds and +0000 here, unlike anywhere else.
    LastModified: new Date(modifiedAt).toISOString().replace("Z", "+0000"),
    Version: version,
    Environment: { Variables: { ...fn.environment } },
    RevisionId: revisionId,
    PackageType: "Zip",
    Architectures: [fn.architecture],
    EphemeralStorage: { Size: 512 },
    TracingConfig: { Mode: "PassThrough" },
    ...(version === "$LATEST" ? stateOf(deployed) : { State: "Active", LastUpdateStatus: "Successful" }),
  };
}

function stateOf(deployed: Deployed): Partial<FunctionConfiguration> {
  if (deployed.settled) return { State: "Active", LastUpdateStatus: "Successful" };
  if (deployed.pending)
    return {
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
      LastUpdateStatus: "Successful",
    };
  return {
    State: "Active",
    LastUpdateStatus: "InProgress",
    LastUpdateStatusReason: "The function is being created.",
  };
}

/** The client's type knows the runtimes of its day; any Node runtime is accepted. */
const runtimeOf = (runtime: string) => runtime as NonNullable<FunctionConfiguration["Runtime"]>;
