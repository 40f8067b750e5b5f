import {
  DescribeServicesCommand,
  type ECSClient,
  type Failure,
  type Service,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";

/** Services that one call describes, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html */
const inOneCall = 10;

/** Services by their names, as many as ECS has; and why not the others. */
export async function describeServices(
  client: ECSClient,
  cluster: string,
  names: readonly string[],
): Promise<{ readonly services: readonly Service[]; readonly failures: readonly Failure[] }> {
  const [services, failures]: [Service[], Failure[]] = [[], []];
  for (let at = 0; at < names.length; at += inOneCall) {
    const asked = { cluster, services: names.slice(at, at + inOneCall) };
    const answer = await client.send(new DescribeServicesCommand(asked));
    services.push(...(answer.services ?? []));
    failures.push(...(answer.failures ?? []));
  }
  return { services, failures };
}

export interface ServiceState {
  /** ARN of the task definition that new tasks get. */
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  /** False while tasks of an older definition are still there or a deployment has not settled. */
  readonly onlyThisDefinition: boolean;
}

/** The states of services by their names. Throws an Error that names the first one that ECS does not have. */
export async function readServices(
  client: ECSClient,
  cluster: string,
  names: readonly string[],
): Promise<(name: string) => ServiceState> {
  const states = new Map<string, ServiceState>();
  const { services, failures } = await describeServices(client, cluster, names);
  for (const name of names) {
    const found = services.find(({ serviceName }) => serviceName === name);
    if (!found || found.status === "INACTIVE")
      throw new Error(
        `ECS has no service ${name} in cluster ${cluster} (${failures[0]?.reason ?? "no reason given"})`,
      );
    states.set(name, stateOf(found));
  }
  return (name) => {
    const state = states.get(name);
    if (!state) throw new Error(`the service ${name} was not read`);
    return state;
  };
}

export interface WantedService {
  readonly service: string;
  readonly desiredCount: number;
  /** Left as it is where absent. */
  readonly taskDefinition?: string;
}

/** Updates services where they differ; answers the names of those. */
export async function writeServices(
  client: ECSClient,
  cluster: string,
  wanted: readonly WantedService[],
): Promise<string[]> {
  const present = await readServices(
    client,
    cluster,
    wanted.map(({ service }) => service),
  );
  const changed: string[] = [];
  for (const { service, desiredCount, taskDefinition } of wanted) {
    const state = present(service);
    const sameDefinition = taskDefinition === undefined || state.taskDefinition === taskDefinition;
    if (sameDefinition && state.desiredCount === desiredCount) continue;
    await client.send(
      new UpdateServiceCommand({
        cluster,
        service,
        desiredCount,
        ...(!sameDefinition && { taskDefinition }),
      }),
    );
    changed.push(service);
  }
  return changed;
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
