import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { addTags, removeTags } from "../tags.ts";
import { putSecretValue, updateSecret } from "./put-value.ts";
import { describeSecret, getSecretValue, listSecrets, listVersions } from "./read.ts";
import {
  addReplicas,
  passOn,
  type Replication,
  removeReplicas,
  replicateSecret,
  statusOf,
  stopReplication,
} from "./replicas.ts";
import { rotateSecret, runRotation } from "./rotate.ts";
import type { Secret } from "./secret.ts";
import { Secrets } from "./secrets.ts";
import { updateVersionStage } from "./stages.ts";

interface Named {
  readonly SecretId?: string | undefined;
}

/** Secrets Manager: secrets, their versions, stages and replicas, in memory and without KMS. */
export function secretsmanager(shared: World): Service<"secretsmanager"> {
  const world: World = { ...shared, random: shared.random.fork("secretsmanager") };
  const secrets = regional((region) => new Secrets(world, region));
  const end = new AbortController();
  const replication: Replication = { world, secrets, underway: new Set(), end: end.signal };
  /** Changes a secret in its primary region, and passes it on. */
  const change = <T>(region: string, id: string | undefined, work: (secret: Secret) => T): T => {
    const secret = secrets(region).own(id);
    const answer = work(secret);
    passOn(replication, region, secret);
    return answer;
  };
  const onSecret = ({ SecretId }: Named, { region }: CallContext) => [secrets(region).resource(SecretId)];

  return {
    name: "secretsmanager",
    memory: {
      ...regionalMemory(
        secrets,
        (state) => state.save(),
        (state, saved) => state.restore(saved),
      ),
      resume: () => {
        for (const [region, state] of secrets.known())
          for (const secret of state.save()) {
            passOn(replication, region, secret);
            runRotation(world, region, secret);
          }
      },
    },
    operations: {
      CreateSecret: (input, { region }) => {
        const answer = secrets(region).create(input);
        const secret = secrets(region).get(answer.ARN);
        addReplicas(replication, region, secret, input.AddReplicaRegions, input.ForceOverwriteReplicaSecret);
        return { ...answer, ...(secret.replicas && { ReplicationStatus: statusOf(secret) }) };
      },
      GetSecretValue: (input, { region }) =>
        getSecretValue(secrets(region).get(input.SecretId), input, world.clock.now()),
      PutSecretValue: (input, { region }) =>
        change(region, input.SecretId, (secret) => putSecretValue(world, secret, input)),
      UpdateSecret: (input, { region }) =>
        change(region, input.SecretId, (secret) => updateSecret(world, secret, input)),
      RotateSecret: (input, { region }) =>
        change(region, input.SecretId, (secret) => rotateSecret(world, region, secret, input)),
      ReplicateSecretToRegions: (input, { region }) => replicateSecret(replication, region, input),
      StopReplicationToReplica: (input, { region }) => stopReplication(replication, region, input),
      RemoveRegionsFromReplication: (input, { region }) => removeReplicas(replication, region, input),
      DescribeSecret: ({ SecretId }, { region }) => describeSecret(secrets(region).find(SecretId)),
      ListSecrets: (input, { region }) => listSecrets(secrets(region).all(), input),
      ListSecretVersionIds: (input, { region }) => listVersions(secrets(region).find(input.SecretId), input),
      DeleteSecret: (input, { region }) => secrets(region).delete(input),
      RestoreSecret: ({ SecretId }, { region }) => secrets(region).undelete(SecretId),
      UpdateSecretVersionStage: (input, { region }) =>
        change(region, input.SecretId, (secret) => updateVersionStage(secret, input)),
      TagResource: ({ SecretId, Tags }, { region }) => {
        change(region, SecretId, ({ tags }) => addTags(tags, Tags));
        return {};
      },
      UntagResource: ({ SecretId, TagKeys }, { region }) => {
        change(region, SecretId, ({ tags }) => removeTags(tags, TagKeys));
        return {};
      },
    },
    resources: {
      CreateSecret: ({ Name }, { region }) => [secrets(region).resource(Name)],
      GetSecretValue: onSecret,
      PutSecretValue: onSecret,
      UpdateSecret: onSecret,
      RotateSecret: onSecret,
      ReplicateSecretToRegions: onSecret,
      StopReplicationToReplica: onSecret,
      RemoveRegionsFromReplication: onSecret,
      DescribeSecret: onSecret,
      ListSecretVersionIds: onSecret,
      DeleteSecret: onSecret,
      RestoreSecret: onSecret,
      UpdateSecretVersionStage: onSecret,
      TagResource: onSecret,
      UntagResource: onSecret,
    },
    stop: async () => end.abort(new DOMException("Secrets Manager stops", "AbortError")),
  };
}
