import type { World } from "../world/world.ts";
import { person } from "./person.ts";

const pollMs = 100;

/** Resolves when a new DynamoDB table can be used, which the calls after it do. */
export async function tableActive(world: World, region: string, TableName: string): Promise<void> {
  const caller = { region, principal: person };
  for (;;) {
    const { Table } = await world.call("dynamodb", "DescribeTable", { TableName }, caller);
    if (Table?.TableStatus === "ACTIVE") return;
    await world.clock.sleep(pollMs);
  }
}
