import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { batchDeleteImage } from "./delete-images.ts";
import { putImage } from "./put-image.ts";
import { batchGetImage, describeImages, listImages } from "./read-images.ts";
import { createRepository, describeRepositories, repositoryArn } from "./repositories.ts";
import { Registry } from "./repository.ts";
import { describeImageScanFindings } from "./scan-findings.ts";

/** Repositories and the manifests of images. There is no docker registry behind it: nothing can be pulled from outside. */
export function ecr(world: World): Service<"ecr"> {
  const registry = regional(() => new Registry(world.account));
  const random = world.random.fork("ecr");
  const arn = (
    input: { repositoryName?: string | undefined },
    { region }: CallContext,
  ): readonly string[] => [repositoryArn(world.account, region, input.repositoryName ?? "*")];
  return {
    name: "ecr",
    memory: regionalMemory(
      registry,
      ({ repositories }) => new Map(repositories),
      ({ repositories }, saved) => {
        for (const [name, repository] of saved) repositories.set(name, repository);
      },
    ),
    operations: {
      CreateRepository: (input, context) =>
        createRepository(registry(context.region), input, context, new Date(world.clock.now())),
      DescribeRepositories: (input, { region }) => describeRepositories(registry(region), input),
      PutImage: (input, context) => putImage({ world, random }, registry(context.region), input, context),
      BatchGetImage: (input, { region }) => batchGetImage(registry(region), input),
      DescribeImages: (input, { region }) => describeImages(registry(region), input),
      DescribeImageScanFindings: (input, { region }) =>
        describeImageScanFindings(registry(region), input, world.clock.now()),
      ListImages: (input, { region }) => listImages(registry(region), input),
      BatchDeleteImage: (input, context) =>
        batchDeleteImage({ world, random }, registry(context.region), input, context),
    },
    resources: {
      CreateRepository: arn,
      DescribeRepositories: ({ repositoryNames = ["*"] }, { region }) =>
        repositoryNames.map((name) => repositoryArn(world.account, region, name)),
      PutImage: arn,
      BatchGetImage: arn,
      DescribeImages: arn,
      DescribeImageScanFindings: arn,
      ListImages: arn,
      BatchDeleteImage: arn,
    },
  };
}
