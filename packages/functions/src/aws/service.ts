import {
  DescribeServicesCommand,
  type ECSClient,
  type Service,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";

export interface ServiceState {
  /** ARN of the task definition that new tasks get. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** False while tasks of an older definition are still there or a deployment has not settled. */
  readonly onlyThisDefinition: boolean;
}

export async function readService(
  client: ECSClient,
  cluster: string,
  service: string,
): Promise<ServiceState> {
  const { services, failures } = await client.send(
    new DescribeServicesCommand({ cluster, services: [service] }),
  );
  const found = services?.[0];
  if (!found || found.status === "INACTIVE")
    throw new Error(
      `ECS has no service ${service} in cluster ${cluster} (${failures?.[0]?.reason ?? "no reason given"})`,
    );
  return stateOf(found);
}

export interface WantedService {
  readonly desiredCount: number;
  /** Left as it is where absent. */
  readonly taskDefinition?: string;
}

/** Updates the service where it differs; answers whether it did. */
export async function writeService(
  client: ECSClient,
  cluster: string,
  service: string,
  { desiredCount, taskDefinition }: WantedService,
): Promise<boolean> {
  const present = await readService(client, cluster, service);
  const sameDefinition = taskDefinition === undefined || present.taskDefinition === taskDefinition;
  if (sameDefinition && present.desiredCount === desiredCount) return false;
  await client.send(
    new UpdateServiceCommand({ cluster, service, desiredCount, ...(!sameDefinition && { taskDefinition }) }),
  );
  return true;
}

function stateOf({
  taskDefinition = "",
  desiredCount = 0,
  runningCount = 0,
  deployments = [],
}: Service): ServiceState {
  const others = deployments.filter((deployment) => deployment.taskDefinition !== taskDefinition);
  const onlyThisDefinition = others.every((deployment) => (deployment.runningCount ?? 0) === 0);
  return { taskDefinition, desiredCount, runningCount, onlyThisDefinition };
}
