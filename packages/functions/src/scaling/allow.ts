import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";

export const readLedger = on("ledgerTable", "dynamodb:GetItem", "dynamodb:Query");
export const writeLedger = on("ledgerTable", "dynamodb:PutItem", "dynamodb:UpdateItem");

/** What a look at a service calls, and what the planner writes of it. */
export const decides: readonly Permission[] = [
  readLedger,
  writeLedger,
  on("spillLedger", "dynamodb:GetItem"),
  on("service", "ecs:DescribeServices"),
  on("containerInstance", "ecs:ListTasks"),
  on("task", "ecs:DescribeTasks"),
  on("stateMachine", "states:DescribeExecution"),
  anywhere(
    "application-autoscaling:DescribeScalableTargets",
    "cloudwatch:GetMetricData",
    "elasticloadbalancing:DescribeTargetHealth",
  ),
];
