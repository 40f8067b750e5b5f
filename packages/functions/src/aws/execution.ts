import { type SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";

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
