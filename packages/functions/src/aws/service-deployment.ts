import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  type ECSClient,
  ListServiceDeploymentsCommand,
  type ServiceDeployment,
  type ServiceDeploymentStatus,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from "@aws-sdk/client-ecs";

/** Deployments or revisions that one call describes, as API_DescribeServiceDeployments has it. */
const inOneCall = 20;

/** A service deployment and the task definition that it brings. */
export interface Deployed {
  readonly arn: string;
  readonly deployment: ServiceDeployment;
  /** ARN. */
  readonly taskDefinition: string;
}

const ongoing: readonly ServiceDeploymentStatus[] = [
  "PENDING",
  "IN_PROGRESS",
  "STOP_REQUESTED",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_IN_PROGRESS",
];

export const isOngoing = ({ status }: Pick<ServiceDeployment, "status">): boolean =>
  status !== undefined && ongoing.includes(status);

/**
 * Deployments of a service that began after a moment (milliseconds since 1970), newest first. One that ECS takes back stays
 * one deployment: its status says so, and no other one begins.
 */
export async function readDeployments(
  client: ECSClient,
  cluster: string,
  service: string,
  after: number,
): Promise<Deployed[]> {
  const createdAt = { after: new Date(after) };
  const arns = await list(client, { cluster, service, createdAt });
  return await describeDeployments(client, arns);
}

/** Those of a service that are under way: none or one. */
export async function readOngoing(client: ECSClient, cluster: string, service: string): Promise<Deployed[]> {
  return await describeDeployments(client, await list(client, { cluster, service, status: [...ongoing] }));
}

/** Newest first; what ECS does not know any more is left out. */
export async function describeDeployments(client: ECSClient, arns: readonly string[]): Promise<Deployed[]> {
  const found: ServiceDeployment[] = [];
  for (let at = 0; at < arns.length; at += inOneCall) {
    const serviceDeploymentArns = arns.slice(at, at + inOneCall);
    const answer = await client.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
    found.push(...(answer.serviceDeployments ?? []));
  }
  const definitions = await definitionsOf(
    client,
    found.flatMap(({ targetServiceRevision }) => targetServiceRevision?.arn ?? []),
  );
  return found
    .map((deployment) => ({
      arn: deployment.serviceDeploymentArn ?? "",
      deployment,
      taskDefinition: definitions.get(deployment.targetServiceRevision?.arn ?? "") ?? "",
    }))
    .toSorted((a, b) => createdAtOf(b) - createdAtOf(a));
}

/** Has ECS bring a task definition to a service; where that is what it brings already, ECS does not begin anew. */
export async function startDeployment(
  client: ECSClient,
  wanted: Required<
    Pick<UpdateServiceCommandInput, "cluster" | "service" | "taskDefinition" | "deploymentConfiguration">
  >,
): Promise<void> {
  await client.send(new UpdateServiceCommand(wanted));
}

/** Stops a deployment and has ECS go back to what ran before it; answers false where it was over already. */
export async function stopDeployment(client: ECSClient, serviceDeploymentArn: string): Promise<boolean> {
  try {
    await client.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: "ROLLBACK" }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConflictException") return false;
    throw error;
  }
}

async function list(
  client: ECSClient,
  asked: ConstructorParameters<typeof ListServiceDeploymentsCommand>[0],
): Promise<string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(new ListServiceDeploymentsCommand({ ...asked, nextToken }));
    arns.push(...(page.serviceDeployments ?? []).flatMap((each) => each.serviceDeploymentArn ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return arns;
}

/** Task definitions by the ARN of the service revision that names them. */
async function definitionsOf(
  client: ECSClient,
  revisions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const definitions = new Map<string, string>();
  for (let at = 0; at < revisions.length; at += inOneCall) {
    const serviceRevisionArns = revisions.slice(at, at + inOneCall);
    const answer = await client.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
    for (const { serviceRevisionArn, taskDefinition } of answer.serviceRevisions ?? [])
      if (serviceRevisionArn && taskDefinition) definitions.set(serviceRevisionArn, taskDefinition);
  }
  return definitions;
}

const createdAtOf = ({ deployment }: Deployed): number => deployment.createdAt?.getTime() ?? 0;
