import type { ExecutionListItem } from "@aws-sdk/client-sfn";
import type { Output } from "../service.ts";
import type { Started } from "./executions.ts";
import { statusOf } from "./executions.ts";

const included = { included: true } as const;

export function described(started: Started, withData: boolean): Output<"states", "DescribeExecution"> {
  const { end } = started.execution;
  const status = statusOf(started);
  const redrivable = status !== "RUNNING" && status !== "SUCCEEDED";
  return {
    ...listed(started),
    ...(withData && { input: started.input.text, inputDetails: included }),
    ...(withData && end?.output && { output: end.output.text, outputDetails: included }),
    ...(started.traceHeader && { traceHeader: started.traceHeader }),
    ...(end?.error !== undefined && { error: end.error }),
    ...(end?.cause !== undefined && { cause: end.cause }),
    redriveStatus: redrivable ? "REDRIVABLE" : "NOT_REDRIVABLE",
    ...(!redrivable && { redriveStatusReason: `Execution is ${status} and cannot be redriven` }),
  };
}

export function listed(started: Started): ExecutionListItem {
  const { arn, name, machine, execution } = started;
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status: statusOf(started),
    startDate: execution.startDate,
    ...(execution.end && { stopDate: execution.end.stopDate }),
    redriveCount: 0,
  };
}
