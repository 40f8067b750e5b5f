import { DescribeImagesCommand, type ECRClient } from "@aws-sdk/client-ecr";

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
