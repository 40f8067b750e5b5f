import type { ExecutionRedriveStatus } from "@aws-sdk/client-sfn";
import { maxEvents } from "../../engine/history.ts";
import type { Started } from "./executions.ts";
import { statusOf } from "./executions.ts";

const dayMs = 86_400_000;

export interface RedriveStatus {
  readonly redriveStatus: ExecutionRedriveStatus;
  readonly redriveStatusReason?: string;
}

/**
 * Whether an execution can be redriven now, in the words that AWS lists:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export function redriveStatus(started: Started, now: number): RedriveStatus {
  const redriveStatusReason = reason(started, now);
  return redriveStatusReason === undefined
    ? { redriveStatus: "REDRIVABLE" }
    : { redriveStatus: "NOT_REDRIVABLE", redriveStatusReason };
}

function reason(started: Started, now: number): string | undefined {
  const { execution } = started;
  const status = statusOf(started);
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  // "The execution history event count is less than 24,999": one more would be the last that a history can have.
  if (execution.history.events.length >= maxEvents - 1) return "Execution history event limit exceeded";
  if (now - execution.startDate.getTime() > 365 * dayMs)
    return "Execution has exceeded the max execution time";
  const stopped = execution.end?.stopDate.getTime() ?? now;
  return now - stopped > 14 * dayMs ? "Execution redrivable period exceeded" : undefined;
}

/** What every description of an execution says of its redrives. */
export function redrives({ execution }: Started): { redriveCount: number; redriveDate?: Date } {
  const { count, date } = execution.redriven;
  return { redriveCount: count, ...(date && { redriveDate: date }) };
}
