import { DescribeExecutionCommand, ExecutionDoesNotExist } from "@aws-sdk/client-sfn";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";

/** The execution ARN of a set of releases by its whole id; undefined where no set has it. */
export async function findSet(cloud: Cloud, deployment: Deployment, id: string): Promise<string | undefined> {
  for (const workflow of ["release-together", "release-waves"]) {
    const executionArn = arns.execution(deployment, namesOf(deployment).deployed(workflow), id);
    try {
      await cloud.sfn.send(new DescribeExecutionCommand({ executionArn }));
      return executionArn;
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
  }
  return undefined;
}
