import { DescribeStateMachineCommand, paginateListStateMachines, type SFNClient } from "@aws-sdk/client-sfn";
import type { ConfigurationParts } from "@signalbox/core/backup/configuration/document";

/** The definitions of all state machines whose names begin so, by name. */
export async function readMachines(
  client: SFNClient,
  start: string,
): Promise<ConfigurationParts["machines"]> {
  const found: ConfigurationParts["machines"] = {};
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
    for (const { name = "", stateMachineArn: arn = "" } of stateMachines) {
      if (!name.startsWith(start)) continue;
      const { definition = "", roleArn = "" } = await client.send(
        new DescribeStateMachineCommand({ stateMachineArn: arn }),
      );
      found[name] = { arn, roleArn, definition };
    }
  return found;
}
