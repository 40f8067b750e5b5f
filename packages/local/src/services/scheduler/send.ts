import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Principal } from "../service.ts";
import { queueUrlOf } from "../sqs/queue-url.ts";
import type { Schedule } from "./schedule.ts";

/** One attempt at a schedule's target, as the schedule's role. `execution` is the same over the attempts. */
export async function send(
  world: World,
  { target, destination }: Schedule,
  input: string,
  execution: string,
  principal: Principal,
): Promise<void> {
  const { kind, arn, region } = destination;
  const caller = { region, principal };
  switch (kind) {
    case "function": {
      const Payload = new TextEncoder().encode(input);
      await world.call("lambda", "Invoke", { FunctionName: arn, InvocationType: "Event", Payload }, caller);
      return;
    }
    case "state-machine":
      await world.call("states", "StartExecution", { stateMachineArn: arn, name: execution, input }, caller);
      return;
    case "queue":
      await world.call("sqs", "SendMessage", { QueueUrl: queueUrlOf(arn), MessageBody: input }, caller);
      return;
    case "topic":
      await world.call("sns", "Publish", { TopicArn: arn, Message: input }, caller);
      return;
    case "bus": {
      const { DetailType, Source } = target.EventBridgeParameters ?? {};
      const Entries = [{ EventBusName: arn, DetailType, Source, Detail: input }];
      const [entry] = (await world.call("events", "PutEvents", { Entries }, caller)).Entries ?? [];
      if (entry?.ErrorCode) throw new AwsError(entry.ErrorCode, entry.ErrorMessage ?? entry.ErrorCode);
    }
  }
}
