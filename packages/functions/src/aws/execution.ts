import {
  DescribeExecutionCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import type { ReleaseExecution } from "@signalbox/core/pipeline/release-end";
import { unless } from "./unless.ts";

export interface Start {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: object;
}

/** Starts an execution once: of a name that was used before, whether it still runs or not, nothing is started. */
export async function startOnce(client: SFNClient, { stateMachineArn, name, input }: Start): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    if (error instanceof Error && error.name === "ExecutionAlreadyExists") return;
    throw error;
  }
}

/** Stops an execution; nothing happens where there is none yet. One that has ended stays as it is. */
export async function stopExecution(
  client: SFNClient,
  executionArn: string,
  why: { readonly error: string; readonly cause: string },
): Promise<void> {
  await unless("ExecutionDoesNotExist", client.send(new StopExecutionCommand({ executionArn, ...why })));
}

/** How an execution stands; throws where Step Functions knows none of this ARN. */
export async function describeExecution(client: SFNClient, executionArn: string): Promise<ReleaseExecution> {
  const { status = "", error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
  return { status, error, cause };
}
