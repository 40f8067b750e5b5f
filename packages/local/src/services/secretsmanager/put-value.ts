import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { invalidParameter, invalidRequest } from "./error.ts";
import { attach, current, forgetDeprecated, isEmpty, type Secret, type Version } from "./secret.ts";

const bytesAtMost = 65_536;

interface Value {
  readonly ClientRequestToken?: string | undefined;
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly VersionStages?: readonly string[] | undefined;
}

export function hasValue({ SecretString, SecretBinary }: Value): boolean {
  return SecretString !== undefined || SecretBinary !== undefined;
}

export function putSecretValue(
  world: World,
  secret: Secret,
  input: Input<"secretsmanager", "PutSecretValue">,
): Output<"secretsmanager", "PutSecretValue"> {
  refuseUnsupported("secretsmanager:PutSecretValue", input, [
    "SecretId",
    "ClientRequestToken",
    "SecretBinary",
    "SecretString",
    "VersionStages",
  ]);
  if (!hasValue(input)) throw invalidRequest("You must provide either SecretString or SecretBinary.");
  const { id, stages } = addVersion(world, secret, input);
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: [...stages] };
}

export function updateSecret(
  world: World,
  secret: Secret,
  input: Input<"secretsmanager", "UpdateSecret">,
): Output<"secretsmanager", "UpdateSecret"> {
  refuseUnsupported("secretsmanager:UpdateSecret", input, [
    "SecretId",
    "ClientRequestToken",
    "Description",
    "KmsKeyId",
    "SecretBinary",
    "SecretString",
  ]);
  const version = hasValue(input) ? addVersion(world, secret, input) : undefined;
  secret.description = input.Description ?? secret.description;
  secret.keyId = input.KmsKeyId ?? secret.keyId;
  secret.changed = new Date(world.clock.now());
  return { ARN: secret.arn, Name: secret.name, ...(version && { VersionId: version.id }) };
}

/** Adds a version, current unless said. The same token with the same value adds nothing; with another it is refused. */
export function addVersion(world: World, secret: Secret, input: Value): Version {
  const { SecretString: text, SecretBinary: bytes, VersionStages: stages = [current] } = input;
  if (text !== undefined && bytes !== undefined)
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  if ((bytes?.byteLength ?? Buffer.byteLength(text ?? "")) > bytesAtMost)
    throw invalidParameter(`A secret value can have at most ${bytesAtMost} bytes.`);
  if (stages.length === 0 || stages.length > 20)
    throw invalidParameter("A version takes 1 to 20 staging labels.");
  const id = input.ClientRequestToken ?? world.random.uuid();
  const there = secret.versions.get(id);
  const filled = there && isEmpty(there);
  if (there && !filled && !sameValue(there, text, bytes))
    throw new AwsError(
      "ResourceExistsException",
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  if (there && !filled) return there;
  const now = new Date(world.clock.now());
  const version: Version = { id, text, bytes, created: now, stages: there?.stages ?? new Set() };
  // The first version is current whatever it is called.
  const wanted = secret.versions.size === 0 ? new Set([...stages, current]) : stages;
  secret.versions.set(id, version);
  for (const stage of wanted) attach(secret, stage, version);
  secret.changed = now;
  forgetDeprecated(secret);
  return version;
}

function sameValue(version: Version, text: string | undefined, bytes: Uint8Array | undefined): boolean {
  return (
    version.text === text &&
    Buffer.from(version.bytes ?? []).equals(Buffer.from(bytes ?? [])) &&
    (version.bytes === undefined) === (bytes === undefined)
  );
}
