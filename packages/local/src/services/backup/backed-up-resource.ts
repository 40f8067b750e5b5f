import type { FileHarm } from "../../world/files/harm.ts";
import type { Random } from "../../world/random.ts";

/** One type of resource that AWS Backup protects: how its contents are kept, copied and restored. */
export interface BackedUpResource {
  /** As `ResourceType` says it. */
  readonly type: string;
  owns(resourceArn: string): boolean;
  /** Undefined where there is no such resource. */
  find(resourceArn: string): Promise<FoundResource | undefined>;
  /** The ARN of a backup or copy job's point, and what its contents are called here. */
  point(place: { readonly region: string; readonly job: "job" | "copyjob"; readonly id: string }): {
    readonly arn: string;
    readonly content: string;
  };
  /** Keeps how the resource is now. What an attempt before has left under the same content is replaced. */
  keep(given: Kept & { readonly resourceArn: string }): Promise<{ readonly sizeBytes: number }>;
  /** Copies what is kept, into another region or not. */
  copy(given: Kept & { readonly from: Source; readonly keyArn: string | undefined }): Promise<void>;
  /** Makes a resource of what is kept, or puts it into one; answers its ARN. Safe to repeat. */
  restore(given: Kept & Restoring): Promise<string>;
  /** Throws InvalidParameterValueException for metadata that no restore could be made of. */
  checkMetadata(metadata: Readonly<Record<string, string>>): void;
  /** How much is kept. */
  sizeBytes(content: string, region: string): Promise<number>;
  /** Forgets what is kept; nothing where nothing is. */
  forget(content: string, region: string): Promise<void>;
  /** Breaks what is kept. */
  damage(content: string, harm: FileHarm, chance: Random): Promise<void>;
}

/** Something kept, and as whom AWS Backup acts on it. */
export interface Kept {
  readonly content: string;
  readonly region: string;
  readonly roleArn: string;
}

export interface Restoring {
  readonly metadata: Readonly<Record<string, string>>;
  /** Of the job, milliseconds since 1970; the same when it is repeated. */
  readonly startedAt: number;
  /** Whether an attempt before was cut off. */
  readonly isAgain: boolean;
}

export interface Source {
  readonly content: string;
  readonly region: string;
}

export interface FoundResource {
  /** For GetRecoveryPointRestoreMetadata. */
  readonly metadata: Readonly<Record<string, string>>;
  /** `vault`: points are encrypted with the vault's key; else with the resource's own, or not at all. */
  readonly encryption: "vault" | { readonly keyArn: string | undefined };
}

/** Members of restore metadata, whose names AWS takes in any case. */
export function memberOf(metadata: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(metadata).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}
