import { holderName, holderVersion } from "@signalbox/core/scaling/hold/holder-variables";
import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const repository = kind({
  type: "aws:ecr/repository:Repository",
  becomes:
    "`CreateRepository`, and `PutImage` of the version that the configuration names, or of what holds requests; one that it names no image for (the collector's) is left out",
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
    const tag = name === names.repository(holderName) ? holderVersion : image?.[1].version;
    if (tag === undefined) return [];
    return [
      call(id, region, "ecr", "CreateRepository", {
        repositoryName: name,
        imageTagMutability,
        imageScanningConfiguration,
      }),
      { id: `${id}Image`, image: { region, repository: name, tag } },
    ];
  },
});

const Destination = z.strictObject({ region: z.string(), registryId: z.string() });
const Filter = z.strictObject({ filter: z.string(), filterType: z.literal("PREFIX_MATCH") });

export const imageReplication = kind({
  type: "aws:ecr/replicationConfiguration:ReplicationConfiguration",
  becomes: "`PutReplicationConfiguration`",
  inputs: {
    replicationConfiguration: z.strictObject({
      rules: z.array(
        z.strictObject({ destinations: z.array(Destination), repositoryFilters: z.array(Filter) }),
      ),
    }),
  },
  translate: ({ replicationConfiguration }, { name: id, region }) => [
    call(id, region, "ecr", "PutReplicationConfiguration", { replicationConfiguration }),
  ],
});
