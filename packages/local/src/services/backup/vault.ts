import type { Lifecycle, RecoveryPointStatus } from "@aws-sdk/client-backup";
import { AwsError } from "../error.ts";
import type { Tags } from "../tags.ts";

/** A vault's lock. Without a date it may be taken off at any time (governance); after its date nobody can (compliance). */
export interface Lock {
  readonly minRetentionDays: number | undefined;
  readonly maxRetentionDays: number | undefined;
  /** Milliseconds since 1970. */
  readonly lockDate: number | undefined;
}

export interface RecoveryPoint {
  readonly arn: string;
  /** Of the vault that it was copied from. */
  readonly sourceVaultArn: string | undefined;
  readonly resourceArn: string;
  readonly resourceType: string;
  readonly roleArn: string;
  readonly status: RecoveryPointStatus;
  readonly statusMessage: string | undefined;
  /** Milliseconds since 1970, as all times here. */
  readonly created: number;
  readonly completed: number;
  readonly sizeBytes: number;
  readonly keyArn: string | undefined;
  /** Under which the resource's own adapter keeps what was backed up. */
  readonly content: string;
  /** For GetRecoveryPointRestoreMetadata. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly tags: Tags;
  lifecycle: Lifecycle;
  lastRestored: number | undefined;
}

export interface Vault {
  readonly name: string;
  readonly arn: string;
  readonly keyArn: string;
  readonly created: number;
  readonly creatorRequestId: string | undefined;
  readonly tags: Tags;
  /** By ARN. */
  readonly points: Map<string, RecoveryPoint>;
  lock: Lock | undefined;
  policy: string | undefined;
}

export const invalidValue = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, { fields: { Code: "InvalidParameterValue" } });

export const invalidRequest = (message: string): AwsError =>
  new AwsError("InvalidRequestException", message, { fields: { Code: "InvalidRequest" } });

export const notFound = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, { fields: { Code: "ResourceNotFound" } });

export const missing = (parameter: string): AwsError =>
  new AwsError("MissingParameterValueException", `${parameter} is missing`, {
    fields: { Code: "MissingParameterValue" },
  });
