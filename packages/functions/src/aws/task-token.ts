import { SendTaskFailureCommand, SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import type { Problem } from "@signalbox/core/release/release";

/** Answers a wait; false when the token is stale: the wait has ended or was answered by somebody else. */
export async function succeed(client: SFNClient, taskToken: string, output: object): Promise<boolean> {
  return await sent(() =>
    client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
  );
}

/** Fails a wait by an error's name; false when the token is stale. */
export async function fail(
  client: SFNClient,
  taskToken: string,
  { error, cause }: Problem,
): Promise<boolean> {
  return await sent(() => client.send(new SendTaskFailureCommand({ taskToken, error, cause })));
}

async function sent(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof Error && ["TaskDoesNotExist", "TaskTimedOut"].includes(error.name)) return false;
    throw error;
  }
}
