import type { ExecutionListItem } from "@aws-sdk/client-sfn";
import type { Output } from "../service.ts";
import type { Started } from "./executions.ts";
import { statusOf } from "./executions.ts";
import { redriveStatus, redrives } from "./redrive.ts";

const included = { included: true } as const;

export function described(
  started: Started,
  withData: boolean,
  now: number,
): Output<"states", "DescribeExecution"> {
  const { end } = started.execution;
  return {
    ...listed(started),
    ...(withData && { input: started.input.text, inputDetails: included }),
    ...(withData && end?.output && { output: end.output.text, outputDetails: included }),
    ...(started.traceHeader && { traceHeader: started.traceHeader }),
    ...(end?.error !== undefined && { error: end.error }),
    ...(end?.cause !== undefined && { cause: end.cause }),
    ...redriveStatus(started, now),
  };
}

export function listed(started: Started): ExecutionListItem {
  const { arn, name, machine, execution, versionArn, aliasArn } = started;
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    ...(versionArn && { stateMachineVersionArn: versionArn }),
    ...(aliasArn && { stateMachineAliasArn: aliasArn }),
    name,
    status: statusOf(started),
    startDate: execution.startDate,
    ...(execution.end && { stopDate: execution.end.stopDate }),
    ...redrives(started),
  };
}
