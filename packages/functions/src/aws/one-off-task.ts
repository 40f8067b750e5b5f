import {
  ConflictException,
  type ContainerOverride,
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  type ECSClient,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  type NetworkConfiguration,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";

/** In which network the tasks of a service stand. */
export async function readNetwork(
  client: ECSClient,
  cluster: string,
  service: string,
): Promise<NetworkConfiguration> {
  const { services = [] } = await client.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const network = services[0]?.networkConfiguration;
  if (!network) throw new Error(`ECS names no network of the service ${service} in ${cluster}`);
  return network;
}

/** Starts a task that belongs to no service, once for a `mark` however often it is asked; answers its ARN, or why there is none. */
export async function runOneOff(
  client: ECSClient,
  wanted: {
    readonly cluster: string;
    readonly taskDefinition: string;
    readonly network: NetworkConfiguration;
    readonly mark: string;
    /** Of the container that runs otherwise than the task definition says. */
    readonly container?: ContainerOverride;
  },
): Promise<{ readonly task: string } | { readonly refused: string }> {
  const { cluster, taskDefinition, network, mark, container } = wanted;
  const asked = new RunTaskCommand({
    cluster,
    taskDefinition,
    launchType: "FARGATE",
    networkConfiguration: network,
    startedBy: mark,
    clientToken: mark,
    ...(container && { overrides: { containerOverrides: [container] } }),
  });
  const { tasks, failures } = await client.send(asked).catch((error: unknown) => {
    // Asked before with another revision of the same content.
    if (error instanceof ConflictException)
      return { tasks: (error.resourceIds ?? []).map((taskArn) => ({ taskArn })), failures: [] };
    throw error;
  });
  const task = tasks?.[0]?.taskArn;
  return task === undefined ? { refused: failures?.[0]?.reason ?? "no reason given" } : { task };
}

/** Undefined for a task that ECS has forgotten, an hour after its end. */
export async function readTask(client: ECSClient, cluster: string, task: string): Promise<Task | undefined> {
  const { tasks = [] } = await client.send(new DescribeTasksCommand({ cluster, tasks: [task] }));
  return tasks[0];
}

/** ARNs of the tasks with this `startedBy` that run, or are about to. */
export async function tasksStartedBy(client: ECSClient, cluster: string, mark: string): Promise<string[]> {
  const { taskArns = [] } = await client.send(new ListTasksCommand({ cluster, startedBy: mark }));
  return taskArns;
}

export async function stopOneOff(
  client: ECSClient,
  { cluster, task, reason }: { readonly cluster: string; readonly task: string; readonly reason: string },
): Promise<void> {
  await client.send(new StopTaskCommand({ cluster, task, reason }));
}

/** ARNs of the revisions of a family of which tasks can be started. */
export async function revisionsOf(client: ECSClient, family: string): Promise<string[]> {
  const { taskDefinitionArns = [] } = await client.send(
    new ListTaskDefinitionsCommand({ familyPrefix: family, status: "ACTIVE" }),
  );
  return taskDefinitionArns.filter((arn) => arn.includes(`/${family}:`));
}

/** Takes a revision away; tasks that run of it go on. */
export async function deregister(client: ECSClient, taskDefinition: string): Promise<void> {
  await client.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
}
