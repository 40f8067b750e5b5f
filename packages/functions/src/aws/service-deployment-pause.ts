import { ContinueServiceDeploymentCommand, type ECSClient } from "@aws-sdk/client-ecs";

/** A deployment and the PAUSE hook of it that awaits an answer. */
export interface Paused {
  readonly arn: string;
  readonly hookId: string;
}

/** Lets a paused deployment go on, or has ECS take it back. Answers false where the hook does not wait any more. */
export async function answerPause(
  client: ECSClient,
  { arn: serviceDeploymentArn, hookId }: Paused,
  action: "CONTINUE" | "ROLLBACK",
): Promise<boolean> {
  try {
    await client.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action }));
    return true;
  } catch (error) {
    // Answered meanwhile, by an attempt whose reply was lost or by somebody else: the next look tells.
    if (error instanceof Error && error.name === "InvalidParameterException") return false;
    throw error;
  }
}
