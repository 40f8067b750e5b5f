import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const repository = kind({
  type: "aws:ecr/repository:Repository",
  becomes:
    "`CreateRepository`, and `PutImage` of the version that the configuration names; one that it names no image for (the collector's) is left out",
  inputs: {
    name: z.string(),
    imageTagMutability: z.enum(["MUTABLE", "IMMUTABLE"]).optional(),
    encryptionConfigurations: leftOut("manifests are kept in memory"),
    imageScanningConfiguration: z.strictObject({ scanOnPush: z.boolean() }).optional(),
    forceDelete: leftOut("Pulumi's own"),
  },
  translate(
    { name, imageTagMutability, imageScanningConfiguration },
    { name: id, region },
    { config, names },
  ) {
    const image = Object.entries(config.images).find(([key]) => names.repository(key) === name);
    if (!image) return [];
    return [
      call(id, region, "ecr", "CreateRepository", {
        repositoryName: name,
        imageTagMutability,
        imageScanningConfiguration,
      }),
      { id: `${id}Image`, image: { region, repository: name, tag: image[1].version } },
    ];
  },
});
