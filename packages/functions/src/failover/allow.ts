import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";

export const readTables = on("epochTables", "dynamodb:GetItem", "dynamodb:Query");
export const writeTables = on("epochTables", "dynamodb:PutItem", "dynamodb:UpdateItem");

/** What turning users needs, by whichever way the platform turns them. */
export const turnAllows: readonly Permission[] = [
  anywhere("cloudwatch:PutMetricData"),
  on("routingControl", "route53-recovery-cluster:UpdateRoutingControlStates"),
];

/** What each act needs before it does anything: the fence, the epochs, the record. */
export const fenceAllows: readonly Permission[] = [readTables, writeTables];
