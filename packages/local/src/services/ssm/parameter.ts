import type { ParameterTier, ParameterType } from "@aws-sdk/client-ssm";
import type { Tags } from "../tags.ts";

export interface Version {
  readonly version: number;
  readonly type: ParameterType;
  readonly value: string;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** Of a SecureString. */
  readonly keyId: string | undefined;
  readonly tier: ParameterTier;
  readonly modified: Date;
  readonly modifiedBy: string;
  readonly labels: Set<string>;
}

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tags;
  /** Oldest first, never empty; AWS keeps the last 100. */
  readonly versions: Version[];
}

export const versionsAtMost = 100;

export function latest({ name, versions }: Parameter): Version {
  const version = versions.at(-1);
  if (!version) throw new Error(`${name} has no version`);
  return version;
}

/**
 * A version as an answer has it. A SecureString is kept as plain text here: without decryption a stand-in is answered,
 * so that nobody takes it for the value.
 */
export function shown({ name, arn }: Parameter, version: Version, decrypted: boolean, selector?: string) {
  const { type, value, keyId } = version;
  const hidden = type === "SecureString" && !decrypted;
  return {
    Name: name,
    ARN: arn,
    Type: type,
    Value: hidden ? `local:${keyId}:${Buffer.from(value).toString("base64")}` : value,
    Version: version.version,
    LastModifiedDate: version.modified,
    DataType: "text",
    ...(selector !== undefined && { Selector: selector }),
  };
}

export function metadata({ name, arn }: Parameter, version: Version) {
  const { type, description, allowedPattern, keyId, tier, modified, modifiedBy } = version;
  return {
    Name: name,
    ARN: arn,
    Type: type,
    LastModifiedDate: modified,
    LastModifiedUser: modifiedBy,
    Version: version.version,
    Tier: tier,
    Policies: [],
    DataType: "text",
    ...(keyId !== undefined && { KeyId: keyId }),
    ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
  };
}
