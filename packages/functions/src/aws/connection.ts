import { GetParameterCommand, PutParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { Clock } from "@signalbox/core/clock";
import { NamedError } from "@signalbox/core/error";

/** What a connection's parameter holds, since when, in milliseconds since 1970, and in which of its versions. */
export interface Held {
  readonly value: string;
  readonly since: number;
  readonly version: number;
}

export async function readConnection(client: SSMClient, name: string): Promise<Held> {
  const { Parameter } = await client.send(new GetParameterCommand({ Name: name }));
  return {
    value: Parameter?.Value ?? "",
    since: Parameter?.LastModifiedDate?.getTime() ?? 0,
    version: Parameter?.Version ?? 0,
  };
}

/** Where it was put: in which version, and from when on tasks that start find it there, in milliseconds since 1970. */
export interface Switched {
  readonly since: number;
  readonly version: number;
}

/**
 * Puts `to` where `from` or `to` is. Throws `Backup.ConnectionChanged`, and writes nothing, where somebody else has put a third
 * thing there: SSM has no conditional write, so that what comes in the milliseconds between reading and writing is
 * overwritten. AWS does not say that what it reads is consistent: what may be a read of before the version that the caller
 * has written last (`known`) is not taken for a sign that `to` is there.
 */
export async function switchConnection(
  { ssm, clock }: { readonly ssm: SSMClient; readonly clock: Clock },
  name: string,
  { from, to, known }: { readonly from: string; readonly to: string; readonly known: number },
): Promise<Switched> {
  const held = await readConnection(ssm, name);
  if (held.value !== from && held.value !== to)
    throw new NamedError(
      "Backup.ConnectionChanged",
      `${name} holds ${held.value}, neither ${from} nor ${to}: somebody else has written it`,
    );
  const { Version: version = 0 } = await ssm.send(
    new PutParameterCommand({ Name: name, Value: to, Overwrite: true }),
  );
  const wasThere = held.value === to && held.version > known;
  return { since: wasThere ? held.since : Math.floor(clock.now()), version };
}

/**
 * Whether the parameter is read as it was written in a version; an older one is a read of before. Throws
 * `Backup.ConnectionChanged` where somebody has written it since.
 */
export async function isStill(client: SSMClient, name: string, version: number): Promise<boolean> {
  const held = await readConnection(client, name);
  if (held.version > version)
    throw new NamedError(
      "Backup.ConnectionChanged",
      `${name} holds ${held.value}: somebody else has written it`,
    );
  return held.version === version;
}
