import { paginateGetParametersByPath, type SSMClient } from "@aws-sdk/client-ssm";
import type { ConfigurationParts } from "@signalbox/core/backup/configuration/document";

/** All parameters under a path, by name; of a SecureString all but its value, which is not asked for in clear either. */
export async function readParameters(
  client: SSMClient,
  path: string,
): Promise<ConfigurationParts["parameters"]> {
  const found: ConfigurationParts["parameters"] = {};
  const asked = { Path: path, Recursive: true, WithDecryption: false };
  for await (const { Parameters = [] } of paginateGetParametersByPath({ client }, asked))
    for (const {
      Name: name = "",
      Type: type = "String",
      Value: value = "",
      Version: version = 0,
    } of Parameters)
      found[name] = { type, version, ...(type !== "SecureString" && { value }) };
  return found;
}
