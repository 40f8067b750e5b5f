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

export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  readonly tags: Tags;
  readonly versions: Map<string, Version>;
  description: string | undefined;
  keyId: string | undefined;
  changed: Date;
  accessed?: Date | undefined;
  /** Milliseconds since 1970: when it was marked for deletion, and when it will be gone. */
  deleted?: { readonly at: number; readonly gone: number } | undefined;
}

export const current = "AWSCURRENT";
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

export function forgetDeprecated({ versions }: Secret): void {
  for (const [id, { stages }] of versions)
    if (versions.size > versionsAtMost && stages.size === 0) versions.delete(id);
}
