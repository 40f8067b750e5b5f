import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const repository = kind({
  type: "aws:ecr/repository:Repository",
  becomes: "`CreateRepository`, and `PutImage` with the double of the image that the configuration names",
  inputs: {
    name: z.string(),
    imageTagMutability: z.enum(["MUTABLE", "IMMUTABLE"]).optional(),
    encryptionConfigurations: leftOut("manifests are kept in memory"),
    imageScanningConfiguration: leftOut("a double has nothing to scan"),
    imageTagMutabilityExclusionFilters: leftOut("the local cloud has no exceptions to immutable tags"),
    forceDelete: leftOut("Pulumi's own"),
  },
  translate({ name, imageTagMutability }, { name: id, region }, { config, names }) {
    const image = Object.entries(config.images).find(([key]) => names.repository(key) === name);
    if (!image) throw new Error(`repository ${id}: the configuration has no image for ${name}`);
    return [
      call(
        id,
        region,
        "ecr",
        "CreateRepository",
        { repositoryName: name, imageTagMutability },
        { repositoryUrl: "repository.repositoryUri" },
      ),
      { id: `${id}Image`, image: { region, repository: name, tag: image[1].version } },
    ];
  },
});
