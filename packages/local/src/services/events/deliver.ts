import { running } from "../../world/links.ts";
import type { AwsEvent, World } from "../../world/world.ts";
import type { Principal } from "../service.ts";
import { deadLetterAttributes, sendToDeadLetters } from "./dead-letter.ts";
import type { Destination } from "./destination.ts";
import type { PreparedTarget, Rule } from "./registry.ts";
import { retry, Undelivered } from "./retry.ts";
import { send } from "./send.ts";

/** A target that is no bus; those take events without a delivery. */
export type Receiver = Exclude<Destination, { kind: "bus" }>;

const service: Principal = { kind: "service", name: "events.amazonaws.com" };

/** Delivers an event to one target of a rule, in the background; what no attempt delivers goes to the dead letters. */
export function deliver(
  world: World,
  signal: AbortSignal,
  rule: Rule,
  { target, transform }: PreparedTarget,
  destination: Receiver,
  event: AwsEvent,
): void {
  const ingestionTime = new Date(world.clock.now()).toISOString();
  const input = transform(event, { ruleArn: rule.arn, ruleName: rule.name, ingestionTime });
  if (input === undefined) return;
  const from = rule.arn.split(":")[3] ?? "";
  const delivery = { id: `${event.id}_${world.random.uuid()}`, time: Date.parse(event.time), from };
  world.background(`rule ${rule.name} to ${destination.arn}`, async () => {
    try {
      await running(world.links, from);
      await retry(world, target.RetryPolicy, signal, () => send(world, destination, input, delivery));
      report(world, rule, "Invocations");
    } catch (error) {
      if (!(error instanceof Undelivered)) throw error;
      report(world, rule, "FailedInvocations");
      const queue = target.DeadLetterConfig?.Arn;
      if (queue === undefined) throw error.cause;
      const attributes = deadLetterAttributes(rule.arn, destination.arn, error);
      try {
        await sendToDeadLetters(world, queue, JSON.stringify(event), attributes, service);
        report(world, rule, "InvocationsSentToDlq");
      } catch (failure) {
        report(world, rule, "InvocationsFailedToBeSentToDlq");
        throw failure;
      }
    }
  });
}

export function report(world: World, rule: Rule, metric: string): void {
  const bus = rule.bus.name === "default" ? {} : { EventBusName: rule.bus.name };
  world.metrics.publish({
    region: rule.arn.split(":")[3] ?? "",
    namespace: "AWS/Events",
    metric,
    dimensions: { ...bus, RuleName: rule.name },
    value: 1,
    unit: "Count",
  });
}
