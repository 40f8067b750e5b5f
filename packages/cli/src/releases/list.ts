import { ListExecutionsCommand } from "@aws-sdk/client-sfn";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { type ReleaseView, viewRelease } from "./view.ts";

/** The newest releases of all groups, newest first. */
export async function listReleases(
  cloud: Cloud,
  deployment: Deployment,
  limit: number,
): Promise<ReleaseView[]> {
  const { stateMachineArn } = deployment;
  const { executions = [] } = await cloud.sfn.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: limit }),
  );
  return Promise.all(executions.map(({ executionArn = "" }) => viewRelease(cloud, deployment, executionArn)));
}
