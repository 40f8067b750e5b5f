import { StartExecutionCommand, StateMachineDoesNotExist } from "@aws-sdk/client-sfn";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import type { Io } from "../io.ts";
import { UserError } from "../user-error.ts";

export type StartedWorkflow =
  | "backup"
  | "verify-backup"
  | "restore"
  | "restore-all"
  | "rehearse"
  | "failback"
  | "release-together"
  | "release-waves";

interface Start {
  readonly workflow: StartedWorkflow;
  /** Of the execution. */
  readonly name: string;
  readonly input: object;
}

/** Starts a workflow and answers its execution. Throws a UserError where the stage was deployed without it. */
export async function startRun(
  { sfn }: Cloud,
  deployment: Deployment,
  { workflow, name, input }: Start,
  io: Io,
): Promise<string> {
  const stateMachineArn = arns.stateMachine(deployment, namesOf(deployment).deployed(workflow));
  try {
    const asked = { stateMachineArn, name, input: JSON.stringify(input) };
    const { executionArn = "" } = await sfn.send(new StartExecutionCommand(asked));
    io.err(`${io.colors.green("✓")} started ${io.colors.bold(name)}`);
    return executionArn;
  } catch (error) {
    if (!(error instanceof StateMachineDoesNotExist)) throw error;
    throw new UserError(
      `the deployment of ${deployment.stage} in ${deployment.region} has no workflow ${workflow}`,
      "it was deployed before there was one; nothing was done",
      "deploy the stage as it is now (docs/deploy.md)",
    );
  }
}
