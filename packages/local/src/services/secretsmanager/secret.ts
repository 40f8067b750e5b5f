import type { RotationRulesType } from "@aws-sdk/client-secrets-manager";
import type { Tags } from "../tags.ts";

export interface Version {
  readonly id: string;
  /** One of the two; kept as it came, without KMS. */
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly created: Date;
  readonly stages: Set<string>;
  accessed?: Date;
}

/** A copy in another region, as its primary sees it. */
export interface Replica {
  readonly keyId: string | undefined;
  /** Whether it takes the place of a secret of its name, the first time. */
  overwrites: boolean;
  status: "InSync" | "InProgress" | "Failed";
  message: string | undefined;
}

export interface Rotation {
  readonly lambda: string;
  readonly rules: RotationRulesType | undefined;
  /** Of the version that a rotation is making. */
  token?: string | undefined;
  rotated?: Date;
}

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  readonly tags: Tags;
  readonly versions: Map<string, Version>;
  description: string | undefined;
  keyId: string | undefined;
  changed: Date;
  /** By region. */
  replicas?: Map<string, Replica>;
  /** The region that a replica follows. */
  primary?: string | undefined;
  rotation?: Rotation | undefined;
  accessed?: Date | undefined;
  /** Milliseconds since 1970: when it was marked for deletion, and when it will be gone. */
  deleted?: { readonly at: number; readonly gone: number } | undefined;
}

export const current = "AWSCURRENT";
export const pending = "AWSPENDING";
const previous = "AWSPREVIOUS";

/** Versions that nothing points at are forgotten above this number, as AWS does; the oldest first. */
const versionsAtMost = 100;

/**
 * Puts a stage on a version and takes it off the one that had it. The version that was current becomes the previous one.
 */
export function attach(secret: Secret, stage: string, version: Version): void {
  const before = holderOf(secret, stage);
  if (before === version) return;
  before?.stages.delete(stage);
  version.stages.add(stage);
  if (stage !== current || !before) return;
  holderOf(secret, previous)?.stages.delete(previous);
  before.stages.add(previous);
}

export function holderOf({ versions }: Secret, stage: string): Version | undefined {
  return [...versions.values()].find(({ stages }) => stages.has(stage));
}

/** Of a rotation that has begun: its function has yet to give the value. */
export const isEmpty = ({ text, bytes }: Version): boolean => text === undefined && bytes === undefined;

export function forgetDeprecated({ versions }: Secret): void {
  for (const [id, { stages }] of versions)
    if (versions.size > versionsAtMost && stages.size === 0) versions.delete(id);
}
