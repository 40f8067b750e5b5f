import type { KeyMetadata } from "@aws-sdk/client-kms";
import { AwsError } from "../error.ts";
import type { Tags } from "../tags.ts";

export interface Key {
  metadata: KeyMetadata & { readonly KeyId: string; readonly Arn: string };
  policy: string;
  rotationDays: number | undefined;
  readonly tags: Tags;
}

/** Refuses the use of a key that is disabled or will be deleted, as each cryptographic operation does. */
export function insistOnUsable({ metadata: { Arn, KeyState } }: Key): void {
  if (KeyState === "Disabled") throw new AwsError("DisabledException", `${Arn} is disabled.`);
  if (KeyState !== "Enabled") throw pendingDeletion(Arn);
}

export const pendingDeletion = (arn: string): AwsError =>
  new AwsError("KMSInvalidStateException", `${arn} is pending deletion.`);

/** What every key here is: symmetric, made by KMS, of one region. */
export function newMetadata(made: {
  readonly account: string;
  readonly arn: string;
  readonly id: string;
  readonly now: Date;
  readonly description: string;
  readonly manager: "AWS" | "CUSTOMER";
}): Key["metadata"] {
  return {
    AWSAccountId: made.account,
    KeyId: made.id,
    Arn: made.arn,
    CreationDate: made.now,
    Enabled: true,
    Description: made.description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: "Enabled",
    Origin: "AWS_KMS",
    KeyManager: made.manager,
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    KeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: false,
  };
}
