import { z } from "zod";
import { call, kind } from "../kind.ts";
import { leftOut } from "../left-out.ts";

export const key = kind({
  type: "aws:kms/key:Key",
  becomes: "`CreateKey`, `EnableKeyRotation`",
  inputs: {
    description: z.string(),
    policy: z.string(),
    enableKeyRotation: z.boolean(),
    deletionWindowInDays: leftOut("Pulumi's own"),
  },
  translate: ({ description, policy, enableKeyRotation }, { name: id, region }) => [
    call(
      id,
      region,
      "kms",
      "CreateKey",
      { Description: description, Policy: policy },
      { arn: "KeyMetadata.Arn", keyId: "KeyMetadata.KeyId" },
    ),
    ...(enableKeyRotation
      ? [call(`${id}Rotation`, region, "kms", "EnableKeyRotation", { KeyId: `\${${id}.keyId}` })]
      : []),
  ],
});

export const keyAlias = kind({
  type: "aws:kms/alias:Alias",
  becomes: "`CreateAlias`",
  inputs: { name: z.string(), targetKeyId: z.string() },
  translate: ({ name, targetKeyId }, { name: id, region }) => [
    call(id, region, "kms", "CreateAlias", { AliasName: name, TargetKeyId: targetKeyId }),
  ],
});
