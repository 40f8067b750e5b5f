import { AwsError } from "../error.ts";
import type { Backups } from "./backups.ts";
import { asRole } from "./principals.ts";

/** Encrypts nothing, but fails as encrypting would: by the key's state and by what the role may do with it. */
export async function encryptWith(
  { world }: Backups,
  keyArn: string,
  region: string,
  roleArn: string,
): Promise<void> {
  const caller = { region, principal: asRole(roleArn) };
  try {
    await world.call("kms", "GenerateDataKeyWithoutPlaintext", { KeyId: keyArn, KeySpec: "AES_256" }, caller);
  } catch (error) {
    throw notAccessible(keyArn, error);
  }
}

/** Fails as decrypting would. */
export async function decryptWith(
  { world }: Backups,
  keyArn: string,
  region: string,
  roleArn: string,
): Promise<void> {
  const caller = { region, principal: asRole(roleArn) };
  try {
    const { KeyMetadata } = await world.call("kms", "DescribeKey", { KeyId: keyArn }, caller);
    if (KeyMetadata?.KeyState !== "Enabled")
      throw new AwsError("DisabledException", `${keyArn} is disabled.`);
  } catch (error) {
    throw notAccessible(keyArn, error);
  }
}

function notAccessible(keyArn: string, error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  return new AwsError(
    "KMSKeyNotAccessibleFault",
    `KMSKeyNotAccessible: the KMS key ${keyArn} does not exist, is not enabled or may not be used by the role (${error.name}: ${error.message})`,
  );
}
