import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";

/** What KMS says of a key that cannot be used. */
const unusable = [
  "NotFoundException",
  "DisabledException",
  "KMSInvalidStateException",
  "InvalidArnException",
];

/**
 * The key that encrypts something in a region, as an ARN. Throws KMSKeyNotAccessibleFault for one of another region, and
 * for one that KMS would not use. What the caller may do with the key is not asked.
 */
export async function keyIn(
  { account, call }: Pick<World, "account" | "call">,
  region: string,
  given: string | undefined,
): Promise<string> {
  const own = given ?? "alias/aws/rds";
  const kind = own.startsWith("alias/") ? own : `key/${own}`;
  const arn = own.startsWith("arn:") ? own : `arn:aws:kms:${region}:${account}:${kind}`;
  // Of AWS itself: every account has it.
  if (arn.endsWith(":alias/aws/rds")) return arn;
  const [, , service, place] = arn.split(":");
  if (service !== "kms" || place !== region) throw notAccessible(arn);
  const caller = { region, principal: { kind: "service", name: "rds.amazonaws.com" } } as const;
  try {
    await call("kms", "GenerateDataKeyWithoutPlaintext", { KeyId: arn, KeySpec: "AES_256" }, caller);
  } catch (error) {
    if (error instanceof AwsError && unusable.includes(error.name)) throw notAccessible(arn);
    throw error;
  }
  return arn;
}

const notAccessible = (arn: string): AwsError =>
  new AwsError(
    "KMSKeyNotAccessibleFault",
    `The specified KMS key [${arn}] does not exist, is not enabled or you do not have permissions to access it.`,
  );
