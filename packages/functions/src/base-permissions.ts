import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";

/** What every Lambda may do beside its steps' `allow`. Its log stream is granted by the deployment, which names it. */
export const basePermissions: readonly Permission[] = [
  on("platformParameters", "ssm:GetParametersByPath"),
  anywhere("xray:PutTraceSegments", "xray:PutTelemetryRecords"),
  on(
    "idempotencyTable",
    "dynamodb:PutItem",
    "dynamodb:GetItem",
    "dynamodb:UpdateItem",
    "dynamodb:DeleteItem",
  ),
];
