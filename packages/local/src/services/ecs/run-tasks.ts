import type { TaskOverride } from "@aws-sdk/client-ecs";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { findCluster } from "./arns.ts";
import { describeTask } from "./describe-task.ts";
import { type Environment, now } from "./environment.ts";
import { newDeployment } from "./new-deployment.ts";
import { newService } from "./new-service.ts";
import { startTask } from "./start-task.ts";
import type { Definition, RegionState } from "./state.ts";
import { tag } from "./tags.ts";
import { activeDefinition } from "./task-definitions.ts";

const operation = "RunTask";
const countAtMost = 10;

/** Starts tasks that belong to no service; they run until their container ends or somebody stops them. */
export function runTasks(
  environment: Environment,
  state: RegionState,
  input: Input<"ecs", "RunTask">,
): Output<"ecs", "RunTask"> {
  refuseUnsupported(operation, input, [
    "cluster",
    "taskDefinition",
    "count",
    "launchType",
    "platformVersion",
    "networkConfiguration",
    "overrides",
    "startedBy",
    "group",
    "clientToken",
    "tags",
  ]);
  const cluster = findCluster(state, input.cluster);
  const definition = activeDefinition(state, input.taskDefinition);
  if (input.launchType !== "FARGATE")
    throw unsupported(operation, `launchType ${input.launchType ?? "EC2, AWS's when none is given,"}`);
  const { count = 1, networkConfiguration: network, startedBy, clientToken } = input;
  if (!Number.isInteger(count) || count < 1 || count > countAtMost)
    throw invalid(`count must be between 1 and ${countAtMost}.`);
  if (!network?.awsvpcConfiguration?.subnets?.length)
    throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  if (startedBy !== undefined && !/^[\w./-]{0,128}$/.test(startedBy))
    throw invalid("Invalid startedBy: up to 128 letters, digits, and _ - . /");
  const overridden = override(definition, input.overrides);
  const same = clientToken === undefined ? undefined : state.runs.get(`${cluster.name}/${clientToken}`);
  const request = JSON.stringify(input);
  if (same && same.request !== request)
    throw new AwsError("ConflictException", "The clientToken was used before with other parameters.");
  if (same) return { tasks: same.tasks.map(describeTask), failures: [] };
  const time = now(environment);
  const owner = newService({
    kind: "standalone",
    name: "",
    arn: "",
    cluster,
    region: state.region,
    createdAt: time,
    network,
  });
  const deployment = newDeployment({
    id: startedBy ?? "",
    definition: overridden,
    settings: owner.settings,
    network,
    createdAt: time,
    loadBalancers: [],
    status: "SUCCESSFUL",
    rolloutState: "COMPLETED",
  });
  const group = input.group ?? `family:${definition.family}`;
  const tasks = Array.from({ length: count }, () =>
    startTask(environment, state, owner, deployment, { group, startedBy }),
  ).filter((task) => task !== undefined);
  for (const { arn } of tasks) tag(state, arn, input.tags);
  if (clientToken !== undefined) state.runs.set(`${cluster.name}/${clientToken}`, { request, tasks });
  const unplaced = Array.from({ length: count - tasks.length }, () => ({
    arn: cluster.arn,
    reason: "RESOURCE:GPU",
  }));
  return { tasks: tasks.map(describeTask), failures: unplaced };
}

/** The definition as this run sees it; what a double cannot honour is refused. */
function override(definition: Definition, overrides: TaskOverride | undefined): Definition {
  if (!overrides) return definition;
  refuseUnsupported(`${operation}.overrides`, overrides, ["containerOverrides"]);
  const [own, second] = overrides.containerOverrides ?? [];
  if (!own) return definition;
  const { container } = definition;
  if (second || own.name !== container.name)
    throw invalid(
      `Override for container named ${(second ?? own).name} is not a container in the TaskDefinition.`,
    );
  refuseUnsupported(`${operation}.overrides.containerOverrides`, own, ["name", "environment", "command"]);
  const added = Object.fromEntries((own.environment ?? []).map(({ name = "", value = "" }) => [name, value]));
  const { command = container.command } = own;
  const environment = { ...container.environment, ...added };
  return { ...definition, container: { ...container, environment, command, overrides: own } };
}

const invalid = (message: string): AwsError => new AwsError("InvalidParameterException", message);
