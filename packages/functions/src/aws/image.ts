import { DescribeImagesCommand, DescribeRepositoriesCommand, type ECRClient } from "@aws-sdk/client-ecr";

export interface ImageName {
  readonly repository: string;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
}

/** The digest that ECR has for a tag or digest; undefined when it has no such image or repository. */
export async function findDigest(
  client: ECRClient,
  { repository, tag, digest }: ImageName,
): Promise<string | undefined> {
  const imageId = {
    ...(tag !== undefined && { imageTag: tag }),
    ...(digest !== undefined && { imageDigest: digest }),
  };
  try {
    const { imageDetails } = await client.send(
      new DescribeImagesCommand({ repositoryName: repository, imageIds: [imageId] }),
    );
    return imageDetails?.[0]?.imageDigest;
  } catch (error) {
    const absent = ["ImageNotFoundException", "RepositoryNotFoundException"];
    if (error instanceof Error && absent.includes(error.name)) return undefined;
    throw error;
  }
}

/** Whether a tag of a repository names the same image for ever; with exclusions, some do not. */
export async function hasImmutableTags(client: ECRClient, repository: string): Promise<boolean> {
  const { repositories = [] } = await client.send(
    new DescribeRepositoriesCommand({ repositoryNames: [repository] }),
  );
  return repositories[0]?.imageTagMutability === "IMMUTABLE";
}
