import type { Data } from "../../engine/data.ts";
import { Execution } from "../../engine/execution.ts";
import type { Host } from "../../engine/run.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { checkName, expressArn } from "./arns.ts";
import { parseInput } from "./input.ts";
import type { StoredMachine } from "./machines.ts";

/** An Express execution ends after five minutes: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const mostSeconds = 300;
/** Billed in steps of 100 ms, and 64 MB for what is small. */
const billedStepMs = 100;
const memoryMb = 64;

/** Starts an Express execution. Nothing of it is kept: on AWS its log group tells of it, here its answer or nobody. */
export function startExpress(
  host: Host,
  account: string,
  machine: StoredMachine,
  given: { readonly name?: string | undefined; readonly input?: string | undefined },
): { readonly arn: string; readonly name: string; readonly input: Data; readonly execution: Execution } {
  const name = checkName(given.name ?? host.random.uuid());
  const input = parseInput(given.input ?? "{}");
  const arn = expressArn(host.region, account, machine.name, name, host.random.uuid());
  const { flow, timeoutSeconds = mostSeconds } = machine.machine;
  const limited = { flow, timeoutSeconds: Math.min(timeoutSeconds, mostSeconds) };
  const execution = new Execution(host, limited, {
    arn,
    name,
    input,
    role: machine.roleArn,
    machineArn: machine.arn,
    machineName: machine.name,
  });
  return { arn, name, input, execution };
}

/** Runs an Express execution to its end. */
export async function startSync(
  host: Host,
  account: string,
  machine: StoredMachine,
  request: Input<"states", "StartSyncExecution">,
): Promise<Output<"states", "StartSyncExecution">> {
  refuseUnsupported("states:StartSyncExecution", request, [
    "stateMachineArn",
    "name",
    "input",
    "traceHeader",
    "includedData",
  ]);
  if (machine.type !== "EXPRESS") throw notSupported();
  const { arn, name, input, execution } = startExpress(host, account, machine, request);
  const end = await execution.ended;
  const ms = end.stopDate.getTime() - execution.startDate.getTime();
  const withData = request.includedData !== "METADATA_ONLY";
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    startDate: execution.startDate,
    stopDate: end.stopDate,
    // Only StopExecution aborts, and it does not take Express executions.
    status: end.status === "ABORTED" ? "FAILED" : end.status,
    ...(withData && { input: input.text, inputDetails: { included: true } }),
    ...(withData && end.output && { output: end.output.text, outputDetails: { included: true } }),
    ...(end.error !== undefined && { error: end.error }),
    ...(end.cause !== undefined && { cause: end.cause }),
    ...(request.traceHeader && { traceHeader: request.traceHeader }),
    billingDetails: {
      billedDurationInMilliseconds: Math.max(1, Math.ceil(ms / billedStepMs)) * billedStepMs,
      billedMemoryUsedInMB: memoryMb,
    },
  };
}

export const notSupported = (): AwsError =>
  new AwsError(
    "StateMachineTypeNotSupported",
    "This operation is not supported by this type of state machine",
  );
