import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Principal } from "../service.ts";
import { queueUrlOf } from "../sqs/queue-url.ts";
import type { Receiver } from "./deliver.ts";

/** Whom a target meets when AWS itself calls it. */
const service: Principal = { kind: "service", name: "events.amazonaws.com" };

export interface Delivery {
  /** The same over the attempts at one event, so that no execution starts twice. */
  readonly id: string;
  /** The rule's region. */
  readonly from: string;
  /** Of the event, in milliseconds since 1970. */
  readonly time: number;
}

/** One attempt at a target. */
export async function send(
  world: World,
  destination: Receiver,
  input: string,
  delivery: Delivery,
): Promise<void> {
  const { arn, region } = destination;
  switch (destination.kind) {
    case "state-machine": {
      const principal: Principal = {
        kind: "role",
        arn: destination.roleArn,
        session: "events",
        from: delivery.from,
      };
      await world.call(
        "states",
        "StartExecution",
        { stateMachineArn: arn, name: delivery.id, input },
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
      return;
    case "queue":
      await world.call(
        "sqs",
        "SendMessage",
        { QueueUrl: queueUrlOf(arn), MessageBody: input },
        { region, principal: service },
      );
      return;
    case "log-group":
      await log(world, destination, input, delivery);
  }
}

/** Into a stream of its own, as EventBridge makes them. */
async function log(
  world: World,
  { region, logGroupName }: Extract<Receiver, { kind: "log-group" }>,
  message: string,
  { id, time }: Delivery,
): Promise<void> {
  const caller = { region, principal: service };
  const stream = { logGroupName, logStreamName: id };
  try {
    await world.call("logs", "CreateLogStream", stream, caller);
  } catch (error) {
    // An earlier attempt made it.
    if (!(error instanceof AwsError && error.name === "ResourceAlreadyExistsException")) throw error;
  }
  await world.call("logs", "PutLogEvents", { ...stream, logEvents: [{ timestamp: time, message }] }, caller);
}
