import { DisableRuleCommand, type EventBridgeClient } from "@aws-sdk/client-eventbridge";

/** Has a rule of the default bus start nothing until somebody enables it; one that is disabled stays so. */
export async function disableRule(client: EventBridgeClient, Name: string): Promise<void> {
  await client.send(new DisableRuleCommand({ Name }));
}
