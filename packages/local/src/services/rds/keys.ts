import { AwsError } from "../error.ts";

/**
 * The key that encrypts something in a region, as an ARN. Keys themselves are not asked: one of another region is out of
 * reach, as it is on AWS.
 */
export function keyIn(region: string, account: string, given: string | undefined): string {
  const arn = given ?? "alias/aws/rds";
  if (!arn.startsWith("arn:")) {
    const kind = arn.startsWith("alias/") ? arn : `key/${arn}`;
    return `arn:aws:kms:${region}:${account}:${kind}`;
  }
  const [, , service, place] = arn.split(":");
  if (service !== "kms" || place !== region)
    throw new AwsError(
      "KMSKeyNotAccessibleFault",
      `The specified KMS key [${arn}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
  return arn;
}
