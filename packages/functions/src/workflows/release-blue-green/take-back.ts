import type { ECSClient } from "@aws-sdk/client-ecs";
import { wayBackOf } from "@signalbox/core/release/blue-green/deployment";
import { stopDeployment } from "../../aws/service-deployment.ts";
import { answerPause } from "../../aws/service-deployment-pause.ts";
import * as allow from "../../release/allow.ts";
import { answersPauses, type OurDeployment } from "./deployments.ts";

/** What taking a deployment back calls. */
export const takesBack = [...answersPauses, ...allow.stopDeployment];

/** Has ECS take a deployment back, at whatever stage it is; one that goes back or is over is left alone. */
export async function takeBack(client: ECSClient, ours: OurDeployment): Promise<void> {
  if (wayBackOf(ours) !== "not-begun") return;
  const { arn, hookId } = ours;
  if (hookId === undefined || !(await answerPause(client, { arn, hookId }, "ROLLBACK")))
    await stopDeployment(client, arn);
}
