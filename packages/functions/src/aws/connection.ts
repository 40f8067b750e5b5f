import { GetParameterCommand, PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { NamedError } from "@signalbox/core/error";

/** What a connection's parameter holds, and since when, in milliseconds since 1970. */
export interface Held {
  readonly value: string;
  readonly since: number;
}

export async function readConnection(client: SSMClient, name: string): Promise<Held> {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
  return { value: Parameter?.Value ?? "", since: Parameter?.LastModifiedDate?.getTime() ?? 0 };
}

/**
 * Puts `to` where `from` is; where it is already, nothing happens. Answers since when it is there. Throws
 * `Backup.ConnectionChanged`, and writes nothing, where somebody else has put a third thing there: SSM has no conditional
 * write, so that what comes in the milliseconds between reading and writing is overwritten.
 */
export async function switchConnection(
  client: SSMClient,
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<number> {
  const held = await readConnection(client, name);
  if (held.value === to) return held.since;
  if (held.value !== from)
    throw new NamedError(
      "Backup.ConnectionChanged",
      `${name} holds ${held.value}, neither ${from} nor ${to}: somebody else has written it`,
    );
  await client.send(new PutParameterCommand({ Name: name, Value: to, Overwrite: true }));
  return (await readConnection(client, name)).since;
}
