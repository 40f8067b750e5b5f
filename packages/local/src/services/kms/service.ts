import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { createAlias, deleteAlias, listAliases, updateAlias } from "./aliases.ts";
import { insistOnUsable } from "./key.ts";
import { Keys } from "./keys.ts";
import { cancelKeyDeletion, createKey, listKeys, scheduleKeyDeletion, setEnabled } from "./manage-keys.ts";

interface Named {
  readonly KeyId?: string | undefined;
}

/** KMS: keys, aliases, and whether a key may be used. Nothing is encrypted with them. */
export function kms(shared: World): Service<"kms"> {
  const world: World = { ...shared, random: shared.random.fork("kms") };
  const keys = regional((region) => new Keys(world, region));
  const onKey = ({ KeyId }: Named, { region }: CallContext) => [keys(region).arn(KeyId)];
  const onAlias = (
    { AliasName = "*", TargetKeyId }: { AliasName?: string | undefined; TargetKeyId?: string | undefined },
    { region }: CallContext,
  ) => [keys(region).aliasArn(AliasName), keys(region).arn(TargetKeyId ?? AliasName)];
  return {
    name: "kms",
    memory: regionalMemory(
      keys,
      (state) => state.save(),
      (state, saved) => state.restore(saved),
    ),
    operations: {
      CreateKey: (input, { region }) => createKey(keys(region), input),
      DescribeKey: ({ KeyId }, { region }) => ({ KeyMetadata: keys(region).get(KeyId).metadata }),
      ListKeys: (input, { region }) => listKeys(keys(region), input),
      EnableKey: ({ KeyId }, { region }) => {
        setEnabled(keys(region).get(KeyId), true);
        return {};
      },
      DisableKey: ({ KeyId }, { region }) => {
        setEnabled(keys(region).get(KeyId), false);
        return {};
      },
      ScheduleKeyDeletion: (input, { region }) =>
        scheduleKeyDeletion(keys(region).get(input.KeyId), input, keys(region).now()),
      CancelKeyDeletion: ({ KeyId }, { region }) => cancelKeyDeletion(keys(region).get(KeyId)),
      GetKeyPolicy: ({ KeyId }, { region }) => ({
        Policy: keys(region).get(KeyId).policy,
        PolicyName: "default",
      }),
      PutKeyPolicy: ({ KeyId, Policy = "" }, { region }) => {
        keys(region).get(KeyId).policy = Policy;
        return {};
      },
      EnableKeyRotation: ({ KeyId, RotationPeriodInDays = 365 }, { region }) => {
        keys(region).get(KeyId).rotationDays = RotationPeriodInDays;
        return {};
      },
      GetKeyRotationStatus: ({ KeyId }, { region }) => {
        const { metadata, rotationDays } = keys(region).get(KeyId);
        return {
          KeyId: metadata.Arn,
          KeyRotationEnabled: rotationDays !== undefined,
          ...(rotationDays !== undefined && { RotationPeriodInDays: rotationDays }),
        };
      },
      GenerateDataKeyWithoutPlaintext: ({ KeyId }, { region }) => {
        const key = keys(region).get(KeyId);
        insistOnUsable(key);
        return { KeyId: key.metadata.Arn, CiphertextBlob: Buffer.from(world.random.hex(64), "hex") };
      },
      CreateAlias: (input, { region }) => {
        createAlias(keys(region), input);
        return {};
      },
      UpdateAlias: (input, { region }) => {
        updateAlias(keys(region), input);
        return {};
      },
      DeleteAlias: (input, { region }) => {
        deleteAlias(keys(region), input);
        return {};
      },
      ListAliases: (input, { region }) => listAliases(keys(region), input),
      TagResource: ({ KeyId, Tags }, { region }) => {
        for (const { TagKey = "", TagValue = "" } of Tags ?? [])
          keys(region).get(KeyId).tags.set(TagKey, TagValue);
        return {};
      },
      UntagResource: ({ KeyId, TagKeys }, { region }) => {
        for (const key of TagKeys ?? []) keys(region).get(KeyId).tags.delete(key);
        return {};
      },
      ListResourceTags: ({ KeyId }, { region }) => ({
        Tags: [...keys(region).get(KeyId).tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
        Truncated: false,
      }),
    },
    resources: {
      DescribeKey: onKey,
      EnableKey: onKey,
      DisableKey: onKey,
      ScheduleKeyDeletion: onKey,
      CancelKeyDeletion: onKey,
      GetKeyPolicy: onKey,
      PutKeyPolicy: onKey,
      EnableKeyRotation: onKey,
      GetKeyRotationStatus: onKey,
      GenerateDataKeyWithoutPlaintext: onKey,
      CreateAlias: onAlias,
      UpdateAlias: onAlias,
      DeleteAlias: onAlias,
      TagResource: onKey,
      UntagResource: onKey,
      ListResourceTags: onKey,
    },
  };
}
