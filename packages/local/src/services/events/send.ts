import type { World } from "../../world/world.ts";
import type { Principal } from "../service.ts";
import type { Destination } from "./destination.ts";

/** Whom a target meets when AWS itself calls it. */
const service: Principal = { kind: "service", name: "events.amazonaws.com" };

/** One attempt at a target. `delivery` is the same over the attempts at one event, so that no execution starts twice. */
export async function send(
  world: World,
  destination: Exclude<Destination, { kind: "bus" }>,
  input: string,
  delivery: string,
): Promise<void> {
  const { arn, region } = destination;
  switch (destination.kind) {
    case "state-machine": {
      const principal: Principal = { kind: "role", arn: destination.roleArn, session: "events" };
      await world.call(
        "states",
        "StartExecution",
        { stateMachineArn: arn, name: delivery, input },
        { region, principal },
      );
      return;
    }
    case "function":
      await world.call(
        "lambda",
        "Invoke",
        { FunctionName: arn, InvocationType: "Event", Payload: new TextEncoder().encode(input) },
        { region, principal: service },
      );
      return;
    case "topic":
      await world.call("sns", "Publish", { TopicArn: arn, Message: input }, { region, principal: service });
  }
}
