import {
  DescribeTaskDefinitionCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type TaskDefinition,
} from "@aws-sdk/client-ecs";
import { canonical } from "@signalbox/core/canonical";

/** The image of a container in a task definition, as it is written there. */
export async function readImage(
  client: ECSClient,
  taskDefinition: string,
  container: string,
): Promise<string> {
  return imageOf(await read(client, taskDefinition), container);
}

/** Whether a container of it reads the SSM parameter of this name, which begins with a slash, when it starts. */
export async function readsParameter(
  client: ECSClient,
  taskDefinition: string,
  name: string,
): Promise<boolean> {
  const { containerDefinitions = [] } = await read(client, taskDefinition);
  return containerDefinitions
    .flatMap(({ secrets = [] }) => secrets)
    .some(({ valueFrom }) => valueFrom === name || valueFrom?.endsWith(`:parameter${name}`));
}

/** A task definition as RegisterTaskDefinition takes it. */
export const readRegistrable = async (
  client: ECSClient,
  taskDefinition: string,
): Promise<RegisterTaskDefinitionCommandInput> => registrable(await read(client, taskDefinition));

/** Whether tasks can be started of a revision, and the content of its family's newest one of which they can. */
export async function readLatest(
  client: ECSClient,
  revision: string,
  family: string,
): Promise<{
  readonly isRunnable: boolean;
  readonly newest: RegisterTaskDefinitionCommandInput | undefined;
}> {
  const found = await find(client, revision);
  const newest = await find(client, family);
  return { isRunnable: found?.status === "ACTIVE", newest: newest && registrable(newest) };
}

/** Registers a revision of this content, unless the family's newest one has it already; answers its ARN. */
export async function registerContent(
  client: ECSClient,
  content: RegisterTaskDefinitionCommandInput,
): Promise<string> {
  const newest = await find(client, content.family ?? "");
  if (newest && sameContent(registrable(newest), content)) return newest.taskDefinitionArn ?? "";
  const { taskDefinition } = await client.send(new RegisterTaskDefinitionCommand(content));
  return taskDefinition?.taskDefinitionArn ?? "";
}

/** Undefined where ECS has none: of a family without a revision that can be run, and of a revision that was deleted. */
async function find(client: ECSClient, taskDefinition: string): Promise<TaskDefinition | undefined> {
  try {
    return await read(client, taskDefinition);
  } catch (error) {
    if (error instanceof Error && error.name === "ClientException") return undefined;
    throw error;
  }
}

/** Whether new tasks can be started of a task definition. */
export async function isActive(client: ECSClient, taskDefinition: string): Promise<boolean> {
  return (await read(client, taskDefinition)).status === "ACTIVE";
}

/**
 * A copy of a task definition with one container's image changed; answers its ARN. The family's latest revision is used
 * again when it is that very copy, so that a repeated call registers nothing.
 */
export async function registerWithImage(
  client: ECSClient,
  source: string,
  container: string,
  image: string,
): Promise<string> {
  const original = await read(client, source);
  imageOf(original, container);
  const containers = original.containerDefinitions?.map((definition) =>
    definition.name === container ? { ...definition, image } : definition,
  );
  const wanted = registrable({ ...original, ...(containers && { containerDefinitions: containers }) });
  const latest = await read(client, wanted.family ?? "");
  if (sameContent(registrable(latest), wanted)) return latest.taskDefinitionArn ?? "";
  const { taskDefinition } = await client.send(new RegisterTaskDefinitionCommand(wanted));
  return taskDefinition?.taskDefinitionArn ?? "";
}

async function read(client: ECSClient, taskDefinition: string): Promise<TaskDefinition> {
  const answer = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  if (!answer.taskDefinition) throw new Error(`ECS describes no task definition ${taskDefinition}`);
  return answer.taskDefinition;
}

function imageOf({ containerDefinitions, taskDefinitionArn }: TaskDefinition, container: string): string {
  const image = containerDefinitions?.find(({ name }) => name === container)?.image;
  if (image === undefined)
    throw new Error(`${taskDefinitionArn} has no container ${container} with an image`);
  return image;
}

/** What RegisterTaskDefinition takes of what DescribeTaskDefinition answers: the rest is ECS's own. */
function registrable(definition: TaskDefinition): RegisterTaskDefinitionCommandInput {
  const {
    taskDefinitionArn: _arn,
    revision: _revision,
    status: _status,
    requiresAttributes: _attributes,
    compatibilities: _compatibilities,
    registeredAt: _registeredAt,
    registeredBy: _registeredBy,
    deregisteredAt: _deregisteredAt,
    ...rest
  } = definition;
  return { ...rest, family: rest.family ?? "", containerDefinitions: rest.containerDefinitions ?? [] };
}

const sameContent = (a: object, b: object): boolean => canonical(a) === canonical(b);
