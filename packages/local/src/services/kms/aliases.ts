import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import type { Keys } from "./keys.ts";

export function createAlias(keys: Keys, { AliasName = "", TargetKeyId }: Input<"kms", "CreateAlias">): void {
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(AliasName) || AliasName.startsWith("alias/aws/"))
    throw new AwsError("InvalidAliasNameException", `Alias name ${AliasName} is invalid or reserved.`);
  const key = keys.get(TargetKeyId);
  if (keys.aliases.has(AliasName))
    throw new AwsError(
      "AlreadyExistsException",
      `An alias with the name ${keys.aliasArn(AliasName)} already exists`,
    );
  keys.alias(AliasName, key);
}

export function updateAlias(keys: Keys, { AliasName = "", TargetKeyId }: Input<"kms", "UpdateAlias">): void {
  insistOn(keys, AliasName);
  keys.alias(AliasName, keys.get(TargetKeyId));
}

export function deleteAlias(keys: Keys, { AliasName = "" }: Input<"kms", "DeleteAlias">): void {
  insistOn(keys, AliasName);
  keys.aliases.delete(AliasName);
}

export function listAliases(keys: Keys, input: Input<"kms", "ListAliases">): Output<"kms", "ListAliases"> {
  const wanted = input.KeyId === undefined ? undefined : keys.get(input.KeyId).metadata.KeyId;
  const all = [...keys.aliases.values()].filter(({ keyId }) => (wanted ?? keyId) === keyId);
  const { items, nextToken } = page(all, input.Marker, input.Limit ?? 50);
  return {
    Aliases: items.map(({ name, keyId, created, updated }) => ({
      AliasName: name,
      AliasArn: keys.aliasArn(name),
      TargetKeyId: keyId,
      CreationDate: created,
      LastUpdatedDate: updated,
    })),
    Truncated: nextToken !== undefined,
    ...(nextToken !== undefined && { NextMarker: nextToken }),
  };
}

function insistOn(keys: Keys, name: string): void {
  if (!keys.aliases.has(name))
    throw new AwsError("NotFoundException", `Alias ${keys.aliasArn(name)} is not found.`);
}
