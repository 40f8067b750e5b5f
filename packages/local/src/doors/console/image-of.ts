import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";

/** The image that a container of a task definition runs, as `repository:tag` or `repository@digest`; empty where none does. */
export async function imageOf(
  world: World,
  region: string,
  taskDefinition: string | undefined,
  container: string,
): Promise<string> {
  if (taskDefinition === undefined) return "";
  const caller = { region, principal: person };
  const { taskDefinition: found } = await world.call(
    "ecs",
    "DescribeTaskDefinition",
    { taskDefinition },
    caller,
  );
  const image = found?.containerDefinitions?.find(({ name }) => name === container)?.image ?? "";
  // The registry is the same for all.
  const [repositoryName = "", imageDigest] = image.slice(image.indexOf("/") + 1).split("@");
  if (imageDigest === undefined) return repositoryName;
  const { imageDetails = [] } = await world.call(
    "ecr",
    "DescribeImages",
    { repositoryName, imageIds: [{ imageDigest }] },
    caller,
  );
  const tag = imageDetails[0]?.imageTags?.[0];
  // Of a digest twelve digits tell images apart.
  return tag === undefined ? `${repositoryName}@${imageDigest.slice(0, 19)}` : `${repositoryName}:${tag}`;
}
