import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { addTags, removeTags } from "../tags.ts";
import { putSecretValue, updateSecret } from "./put-value.ts";
import { describeSecret, getSecretValue, listSecrets, listVersions } from "./read.ts";
import { Secrets } from "./secrets.ts";
import { updateVersionStage } from "./stages.ts";

interface Named {
  readonly SecretId?: string | undefined;
}

/** Secrets Manager: secrets, their versions and stages, in memory and without KMS. No rotation, no replicas. */
export function secretsmanager(shared: World): Service<"secretsmanager"> {
  const world: World = { ...shared, random: shared.random.fork("secretsmanager") };
  const secrets = regional((region) => new Secrets(world, region));
  const onSecret = ({ SecretId }: Named, { region }: CallContext) => [secrets(region).resource(SecretId)];

  return {
    name: "secretsmanager",
    memory: regionalMemory(
      secrets,
      (state) => state.save(),
      (state, saved) => state.restore(saved),
    ),
    operations: {
      CreateSecret: (input, { region }) => secrets(region).create(input),
      GetSecretValue: (input, { region }) =>
        getSecretValue(secrets(region).get(input.SecretId), input, world.clock.now()),
      PutSecretValue: (input, { region }) =>
        putSecretValue(world, secrets(region).get(input.SecretId), input),
      UpdateSecret: (input, { region }) => updateSecret(world, secrets(region).get(input.SecretId), input),
      DescribeSecret: ({ SecretId }, { region }) => describeSecret(secrets(region).find(SecretId)),
      ListSecrets: (input, { region }) => listSecrets(secrets(region).all(), input),
      ListSecretVersionIds: (input, { region }) => listVersions(secrets(region).find(input.SecretId), input),
      DeleteSecret: (input, { region }) => secrets(region).delete(input),
      RestoreSecret: ({ SecretId }, { region }) => secrets(region).undelete(SecretId),
      UpdateSecretVersionStage: (input, { region }) =>
        updateVersionStage(secrets(region).get(input.SecretId), input),
      TagResource: ({ SecretId, Tags }, { region }) => {
        addTags(secrets(region).get(SecretId).tags, Tags);
        return {};
      },
      UntagResource: ({ SecretId, TagKeys }, { region }) => {
        removeTags(secrets(region).get(SecretId).tags, TagKeys);
        return {};
      },
    },
    resources: {
      CreateSecret: ({ Name }, { region }) => [secrets(region).resource(Name)],
      GetSecretValue: onSecret,
      PutSecretValue: onSecret,
      UpdateSecret: onSecret,
      DescribeSecret: onSecret,
      ListSecretVersionIds: onSecret,
      DeleteSecret: onSecret,
      RestoreSecret: onSecret,
      UpdateSecretVersionStage: onSecret,
      TagResource: onSecret,
      UntagResource: onSecret,
    },
  };
}
