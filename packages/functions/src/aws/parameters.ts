import {
  DeleteParameterCommand,
  GetParameterCommand,
  ParameterNotFound,
  PutParameterCommand,
  paginateGetParametersByPath,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import type { ConfigurationParts } from "@signalbox/core/backup/configuration/document";
import { NamedError } from "@signalbox/core/error";

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

/**
 * Puts `to` where `from` is; undefined: there is none. Where it is so already, nothing happens. Throws `Backup.ChangedSince`, and
 * writes nothing, where a third value stands. SSM has no conditional write: what comes between reading and writing is overwritten.
 */
export async function changeParameter(
  client: SSMClient,
  { name: Name, type: Type }: { readonly name: string; readonly type: "String" | "StringList" },
  { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
): Promise<void> {
  const held = await readValue(client, Name);
  if (held === to) return;
  if (held !== from)
    throw new NamedError(
      "Backup.ChangedSince",
      `${Name} holds neither of the two values: somebody else has written it`,
    );
  if (to === undefined) await client.send(new DeleteParameterCommand({ Name }));
  else await client.send(new PutParameterCommand({ Name, Type, Value: to, Overwrite: from !== undefined }));
}

async function readValue(client: SSMClient, Name: string): Promise<string | undefined> {
  try {
    return (await client.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}
