import type { FunctionConfiguration } from "@aws-sdk/client-lambda";
import type { Deployed } from "./functions.ts";

/** A function as AWS describes it. Its code has no size, hash or place, as it runs from its source. */
export function configurationOf({ fn, arn, installedAt }: Deployed): FunctionConfiguration {
  return {
    FunctionName: fn.functionName,
    FunctionArn: arn,
    Runtime: "nodejs24.x",
    Role: fn.roleArn,
    Timeout: fn.timeoutSeconds,
    MemorySize: fn.memoryMb,
    // AWS writes milliseconds and +0000 here, unlike anywhere else.
    LastModified: new Date(installedAt).toISOString().replace("Z", "+0000"),
    Version: "$LATEST",
    Environment: { Variables: { ...fn.environment } },
    PackageType: "Zip",
    State: "Active",
    LastUpdateStatus: "Successful",
  };
}
