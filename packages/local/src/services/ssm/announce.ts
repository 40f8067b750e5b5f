import type { World } from "../../world/world.ts";
import { latest, type Parameter } from "./parameter.ts";

/** The event that Parameter Store sends of each change. */
export function announce(
  world: World,
  region: string,
  operation: "Create" | "Update" | "Delete" | "LabelParameterVersion",
  parameter: Parameter,
): void {
  const { type, description } = latest(parameter);
  world.events.publish({
    version: "0",
    id: world.random.uuid(),
    "detail-type": "Parameter Store Change",
    source: "aws.ssm",
    account: world.account,
    time: `${new Date(world.clock.now()).toISOString().slice(0, 19)}Z`,
    region,
    resources: [parameter.arn],
    detail: { operation, name: parameter.name, type, ...(description !== undefined && { description }) },
  });
}
