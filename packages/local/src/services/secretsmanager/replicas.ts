import { runs } from "../../world/links.ts";
import type { World } from "../../world/world.ts";
import type { Regional } from "../regional.ts";
import type { Input, Output } from "../service.ts";
import { invalidParameter, invalidRequest } from "./error.ts";
import type { Replica, Secret } from "./secret.ts";
import { ofPrimary, type Secrets } from "./secrets.ts";

/** What a change takes to another region; AWS says no number, and shows `InSync` after a few seconds. */
const usualMs = 1_000;
/** Between two looks whether a link is back. */
const lookMs = 5_000;

/** The secrets of all regions, and how those of one get to the others. */
export interface Replication {
  readonly world: World;
  readonly secrets: Regional<Secrets>;
  /** Copies that are under way, by the replica's ARN. */
  readonly underway: Set<string>;
  readonly end: AbortSignal;
}

export function replicateSecret(
  replication: Replication,
  region: string,
  input: Input<"secretsmanager", "ReplicateSecretToRegions">,
): Output<"secretsmanager", "ReplicateSecretToRegions"> {
  const secret = ofPrimary(replication.secrets(region).get(input.SecretId));
  addReplicas(replication, region, secret, input.AddReplicaRegions, input.ForceOverwriteReplicaSecret);
  return { ARN: secret.arn, ReplicationStatus: statusOf(secret) };
}

export function addReplicas(
  replication: Replication,
  region: string,
  secret: Secret,
  wanted: Input<"secretsmanager", "ReplicateSecretToRegions">["AddReplicaRegions"],
  overwrites = false,
): void {
  for (const { Region, KmsKeyId } of wanted ?? []) {
    if (!/^[a-z]{2}-[a-z-]+-\d$/.test(Region ?? "") || Region === undefined)
      throw invalidParameter(`Invalid replica region ${Region}.`);
    if (Region === region)
      throw invalidParameter("Invalid replica region. A secret cannot be replicated to its own region.");
    const there = secret.replicas?.get(Region);
    const found = replication.secrets(Region).named(secret.name);
    // One that was promoted while its region could not be reached from here stands in the list still.
    const wasPromoted = found !== undefined && found.primary === undefined;
    if (there && there.status !== "Failed" && !wasPromoted) continue;
    secret.replicas ??= new Map();
    secret.replicas.set(Region, { keyId: KmsKeyId, overwrites, status: "InProgress", message: undefined });
  }
  passOn(replication, region, secret);
}

/** To be called after each change of a secret that has replicas. */
export function passOn(replication: Replication, region: string, secret: Secret): void {
  for (const [to, replica] of secret.replicas ?? []) {
    replica.status = "InProgress";
    const name = arnIn(secret.arn, to);
    if (replication.underway.has(name)) continue;
    replication.underway.add(name);
    replication.world.background(`replication of ${name}`, async () => {
      try {
        await arrive(replication, { secret, replica, from: region, to });
      } finally {
        replication.underway.delete(name);
      }
    });
  }
}

async function arrive(
  { world, secrets, end }: Replication,
  { secret, replica, from, to }: { secret: Secret; replica: Replica; from: string; to: string },
): Promise<void> {
  const late = (): number => world.links.lateMs("secrets", from, to);
  const since = world.clock.now();
  await world.clock.sleep(usualMs, end);
  while (world.clock.now() < since + usualMs + late()) await world.clock.sleep(Math.min(late(), lookMs), end);
  if (secret.replicas?.get(to) !== replica) return;
  const message = secrets(to).takeReplica(secret, replica, from);
  replica.status = message === undefined ? "InSync" : "Failed";
  replica.message = message;
  replica.overwrites &&= message !== undefined;
}

/** Called in the replica's region, and needs no other: the replica is a secret of its own from here on. */
export function stopReplication(
  { world, secrets }: Replication,
  region: string,
  { SecretId }: Input<"secretsmanager", "StopReplicationToReplica">,
): Output<"secretsmanager", "StopReplicationToReplica"> {
  const replica = secrets(region).get(SecretId);
  const { primary } = replica;
  if (primary === undefined) throw invalidRequest("The secret is not a replica.");
  replica.primary = undefined;
  if (world.links.join(primary, region) && runs(world.links, primary))
    secrets(primary).named(replica.name)?.replicas?.delete(region);
  return { ARN: replica.arn };
}

export function removeReplicas(
  { secrets }: Replication,
  region: string,
  { SecretId, RemoveReplicaRegions = [] }: Input<"secretsmanager", "RemoveRegionsFromReplication">,
): Output<"secretsmanager", "RemoveRegionsFromReplication"> {
  const secret = ofPrimary(secrets(region).get(SecretId));
  for (const to of RemoveReplicaRegions) {
    if (!secret.replicas?.delete(to)) throw invalidParameter(`The secret has no replica in ${to}.`);
    secrets(to).dropReplica(secret.name, region);
  }
  return { ARN: secret.arn, ReplicationStatus: statusOf(secret) };
}

export const statusOf = ({ replicas = new Map() }: Secret) =>
  [...replicas].map(([Region, { keyId, status, message }]) => ({
    Region,
    KmsKeyId: keyId ?? "alias/aws/secretsmanager",
    Status: status,
    ...(message !== undefined && { StatusMessage: message }),
  }));

/** The name and its random end are the same everywhere. */
export const arnIn = (arn: string, region: string): string => arn.split(":").with(3, region).join(":");
