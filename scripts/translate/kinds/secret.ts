import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const secret = kind({
  type: "aws:secretsmanager/secret:Secret",
  becomes: "`CreateSecret`, with its replicas",
  inputs: {
    name: z.string(),
    description: z.string().optional(),
    kmsKeyId: leftOut("secrets are kept in memory"),
    recoveryWindowInDays: leftOut("Pulumi's own"),
    replicas: z
      .array(z.strictObject({ region: z.string(), kmsKeyId: leftOut("secrets are kept in memory") }))
      .optional(),
  },
  translate: ({ name, description, replicas = [] }, { name: id, region }) => [
    call(
      id,
      region,
      "secretsmanager",
      "CreateSecret",
      {
        Name: name,
        Description: description,
        ...(replicas.length > 0 && { AddReplicaRegions: replicas.map(({ region: Region }) => ({ Region })) }),
      },
      { arn: "ARN" },
    ),
  ],
});

export const secretVersion = kind({
  type: "aws:secretsmanager/secretVersion:SecretVersion",
  becomes: "`PutSecretValue`",
  inputs: {
    secretId: z.string(),
    secretString: z.string(),
    versionStages: z.array(z.string()).optional(),
  },
  translate: ({ secretId, secretString, versionStages }, { name: id, region }) => [
    call(id, region, "secretsmanager", "PutSecretValue", {
      SecretId: secretId,
      SecretString: secretString,
      VersionStages: versionStages,
    }),
  ],
});
