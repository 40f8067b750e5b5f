import { GetParametersByPathCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { type PlatformParameter, platformOf } from "@signalbox/core/platform/documents";
import type { Platform } from "@signalbox/core/platform/platform";

/** The platform that SSM holds under a path. Throws an Error that names the parameter which is missing or wrong. */
export async function readPlatform(client: SSMClient, path: string): Promise<Platform> {
  const parameters: PlatformParameter[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new GetParametersByPathCommand({
        Path: path,
        Recursive: true,
        ...(NextToken !== undefined && { NextToken }),
      }),
    );
    for (const { Name: name = "", Value: value = "" } of page.Parameters ?? [])
      parameters.push({ name, value });
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return platformOf(path, parameters);
}
