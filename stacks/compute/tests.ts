/// <reference path="../../.sst/platform/config.d.ts" />
import { jobDefinition } from "../../infra/job-definition";
import { logGroup } from "../../infra/log-group";
import { pascalCase, type Scope } from "../../infra/scope";
import { serviceRole } from "../../infra/service-role";
import type { DeployedImage } from "./images";
import { pullsAndLogs, tasks } from "./roles";

/** What the pipeline's tests run in: a task with a log, and a role that may do nothing. The workflow alone starts it. */
export function tests(
  scope: Scope,
  image: DeployedImage,
  { cpu, memory, architecture }: { cpu: number; memory: number; architecture: "x86_64" | "arm64" },
  keyArn: $util.Input<string>,
): void {
  const { names } = scope;
  const name = names.pipelineTests;
  const logs = logGroup(scope, `${pascalCase(name)}Logs`, { name: names.serviceLogs(name), keyArn });
  jobDefinition(scope, name, {
    image: image.uri,
    cpu,
    memory,
    architecture,
    logGroup: logs.name,
    taskRoleArn: serviceRole(scope, `${name}-task`, tasks, []).arn,
    executionRoleArn: serviceRole(
      scope,
      `${name}-execution`,
      tasks,
      pullsAndLogs([image.repositoryArn], logs.arn),
    ).arn,
  });
}
