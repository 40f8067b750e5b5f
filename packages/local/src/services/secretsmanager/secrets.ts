import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { addTags } from "../tags.ts";
import { invalidParameter, invalidRequest, notFound } from "./error.ts";
import { addVersion, hasValue } from "./put-value.ts";
import type { Replica, Secret } from "./secret.ts";

const dayMs = 86_400_000;

/** The secrets of one region. */
export class Secrets {
  readonly #world: World;
  readonly #prefix: string;
  readonly #secrets = new Map<string, Secret>();

  constructor(world: World, region: string) {
    this.#world = world;
    this.#prefix = `arn:aws:secretsmanager:${region}:${world.account}:secret:`;
  }

  save(): readonly Secret[] {
    return [...this.#secrets.values()];
  }

  restore(secrets: readonly Secret[]): void {
    for (const secret of secrets) this.#secrets.set(secret.name, secret);
  }

  /** By name, ARN, or ARN without the six characters at its end; also one that is marked for deletion. */
  find(id: string | undefined): Secret {
    this.#forget();
    const name = id?.startsWith(this.#prefix) ? id.slice(this.#prefix.length) : (id ?? "");
    const secret =
      this.#secrets.get(name) ?? [...this.#secrets.values()].find(({ arn }) => arn === this.#prefix + name);
    if (!secret) throw notFound();
    return secret;
  }

  /** Throws for one that is marked for deletion. */
  get(id: string | undefined): Secret {
    const secret = this.find(id);
    if (secret.deleted)
      throw invalidRequest(
        "You can't perform this operation on the secret because it was marked for deletion.",
      );
    return secret;
  }

  all(): Secret[] {
    this.#forget();
    return [...this.#secrets.values()];
  }

  /** Throws for a replica as well, which its primary alone changes. */
  own(id: string | undefined): Secret {
    return ofPrimary(this.get(id));
  }

  named(name: string): Secret | undefined {
    return this.#secrets.get(name);
  }

  /** Makes a replica as its primary is now; answers what is in the way. */
  takeReplica(source: Secret, { keyId, overwrites }: Replica, from: string): string | undefined {
    const there = this.#secrets.get(source.name);
    if (there && there.primary !== from && !overwrites)
      return `Replication failed: Secret name ${source.name} already exists in this region.`;
    const { accessed: _, replicas: __, ...kept } = source;
    this.#secrets.set(source.name, {
      ...kept,
      arn: this.#prefix + source.arn.split(":secret:")[1],
      tags: new Map(source.tags),
      versions: new Map(
        [...source.versions].map(([id, version]) => [id, { ...version, stages: new Set(version.stages) }]),
      ),
      keyId,
      primary: from,
      rotation: undefined,
    });
    return undefined;
  }

  dropReplica(name: string, from: string): void {
    if (this.#secrets.get(name)?.primary === from) this.#secrets.delete(name);
  }

  /** For the check of roles: the secret's ARN, or one that fits none where it is not there. */
  resource(id: string | undefined): string {
    if (id?.startsWith("arn:")) return id;
    return this.#secrets.get(id ?? "")?.arn ?? `${this.#prefix}${id}`;
  }

  create(input: Input<"secretsmanager", "CreateSecret">): Output<"secretsmanager", "CreateSecret"> {
    refuseUnsupported("secretsmanager:CreateSecret", input, [
      "Name",
      "ClientRequestToken",
      "Description",
      "KmsKeyId",
      "SecretBinary",
      "SecretString",
      "Tags",
      "AddReplicaRegions",
      "ForceOverwriteReplicaSecret",
    ]);
    const { Name: name = "", ClientRequestToken } = input;
    if (!/^[\w/+=.@-]{1,512}$/.test(name))
      throw new AwsError(
        "ValidationException",
        "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
      );
    this.#forget();
    const there = this.#secrets.get(name);
    if (there?.deleted)
      throw invalidRequest(
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    // A request that is repeated with its token is answered as the first.
    if (there && !(ClientRequestToken !== undefined && there.versions.has(ClientRequestToken)))
      throw new AwsError(
        "ResourceExistsException",
        `The operation failed because the secret ${name} already exists.`,
      );
    const secret = there ?? this.#make(name, input);
    const version = hasValue(input) ? addVersion(this.#world, secret, input) : undefined;
    this.#secrets.set(name, secret);
    return { ARN: secret.arn, Name: name, ...(version && { VersionId: version.id }) };
  }

  delete(input: Input<"secretsmanager", "DeleteSecret">): Output<"secretsmanager", "DeleteSecret"> {
    const { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery: force = false } = input;
    if (force && RecoveryWindowInDays !== undefined)
      throw invalidParameter(
        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
      );
    const days = RecoveryWindowInDays ?? 30;
    if (days < 7 || days > 30)
      throw invalidParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    const secret = ofPrimary(force ? this.find(SecretId) : this.get(SecretId));
    if (secret.replicas?.size)
      throw invalidRequest(
        `You can't delete secret ${secret.name} that still has replica regions [${[...secret.replicas.keys()].join(", ")}]`,
      );
    const at = this.#world.clock.now();
    const gone = at + (force ? 0 : days * dayMs);
    secret.deleted = { at, gone };
    this.#forget();
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(gone) };
  }

  undelete(id: string | undefined): Output<"secretsmanager", "RestoreSecret"> {
    const secret = this.find(id);
    secret.deleted = undefined;
    return { ARN: secret.arn, Name: secret.name };
  }

  #make(name: string, input: Input<"secretsmanager", "CreateSecret">): Secret {
    const { random, clock } = this.#world;
    const now = new Date(clock.now());
    return {
      name,
      arn: `${this.#prefix}${name}-${random.hex(6)}`,
      created: now,
      changed: now,
      tags: addTags(new Map(), input.Tags),
      versions: new Map(),
      description: input.Description,
      keyId: input.KmsKeyId,
    };
  }

  /** What was marked for deletion and is due. */
  #forget(): void {
    for (const [name, { deleted }] of this.#secrets)
      if (deleted && deleted.gone <= this.#world.clock.now()) this.#secrets.delete(name);
  }
}

/** The secret itself, unless it is a replica. */
export function ofPrimary(secret: Secret): Secret {
  if (secret.primary !== undefined)
    throw invalidRequest(
      "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    );
  return secret;
}
