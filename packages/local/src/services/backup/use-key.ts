import { AwsError } from "../error.ts";
import type { Backups } from "./backups.ts";
import { asRole } from "./principals.ts";

/** Uses a key as a role would, and fails as that would: by the key's state and by what the role may do with it. */
type Use = (backups: Backups, keyArn: string, region: string, roleArn: string) => Promise<void>;

export const encryptWith: Use = (backups, keyArn, region, roleArn) =>
  accessing(keyArn, async () => {
    const caller = { region, principal: asRole(roleArn) };
    const wanted = { KeyId: keyArn, KeySpec: "AES_256" } as const;
    await backups.world.call("kms", "GenerateDataKeyWithoutPlaintext", wanted, caller);
  });

export const decryptWith: Use = (backups, keyArn, region, roleArn) =>
  accessing(keyArn, async () => {
    const caller = { region, principal: asRole(roleArn) };
    const { KeyMetadata } = await backups.world.call("kms", "DescribeKey", { KeyId: keyArn }, caller);
    if (KeyMetadata?.KeyState !== "Enabled")
      throw new AwsError("DisabledException", `${keyArn} is disabled.`);
  });

async function accessing(keyArn: string, use: () => Promise<void>): Promise<void> {
  try {
    await use();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      "KMSKeyNotAccessibleFault",
      `KMSKeyNotAccessible: the KMS key ${keyArn} does not exist, is not enabled or may not be used by the role (${error.name}: ${error.message})`,
    );
  }
}
