import type { InfraPromise } from "../promise.ts";
import { statementsIn } from "../view/policies.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { at, parsed } from "../view/values.ts";

/** Where each kind of delivery names the queue for what it could not deliver. */
const queueOf: Readonly<Record<string, (inputs: unknown) => unknown>> = {
  "aws:cloudwatch/eventTarget:EventTarget": (inputs) => at(inputs, "deadLetterConfig.arn"),
  "aws:scheduler/schedule:Schedule": (inputs) => at(inputs, "target.deadLetterConfig.arn"),
  "aws:sns/topicSubscription:TopicSubscription": (inputs) =>
    at(parsed(at(inputs, "redrivePolicy")), "deadLetterTargetArn"),
};
/** Who sends to the queue by the queue's own policy; Scheduler does it by the schedule's role. */
const senders: Readonly<Record<string, string>> = {
  "aws:cloudwatch/eventTarget:EventTarget": "events.amazonaws.com",
  "aws:sns/topicSubscription:TopicSubscription": "sns.amazonaws.com",
};

export const deadLetters: InfraPromise = {
  name: "every rule, schedule and subscription has a dead-letter queue in its region that lets it in",
  check: (graph) => {
    const queues = new Map(ofType(graph, "aws:sqs/queue:Queue").map((queue) => [arnOf(queue), queue]));
    const policies = ofType(graph, "aws:sqs/queuePolicy:QueuePolicy");
    return graph.resources.flatMap((sender) => {
      const queueArn = queueOf[sender.type]?.(sender.inputs);
      if (!(sender.type in queueOf)) return [];
      const queue = queues.get(String(queueArn));
      if (queue === undefined || queue.region !== sender.region)
        return [wrong(sender, `has no dead-letter queue in ${sender.region}`)];
      const service = senders[sender.type];
      const open = policies
        .filter((policy) => valueIn(policy, "queueUrl") === queue.id)
        .flatMap((policy) => statementsIn(valueIn(policy, "policy")))
        .some(
          ({ effect, actions, principals }) =>
            effect === "Allow" && actions.includes("sqs:SendMessage") && principals.includes(service ?? ""),
        );
      return service === undefined || open
        ? []
        : [wrong(sender, `may not send to ${queue.name}, whose policy does not name ${service}`)];
    });
  },
};
