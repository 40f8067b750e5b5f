import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { ReleaseExecution } from "@signalbox/core/pipeline/release-end";

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

/** How an execution stands; throws where Step Functions knows none of this ARN. */
export async function describeExecution(client: SFNClient, executionArn: string): Promise<ReleaseExecution> {
  const { status = "", error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
  return { status, error, cause };
}
