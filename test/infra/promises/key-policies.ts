import { madeOnce } from "@signalbox/core/made-once";
import { remembered } from "@signalbox/core/remembered";
import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { statementsIn } from "../view/policies.ts";
import { arnOf, ofType, valueIn, wrong } from "../view/resources.ts";
import { at, parsed, textsOf } from "../view/values.ts";

/** Services that write into topics and queues by themselves, without a role that the key could trust. */
const writes: Readonly<
  Record<string, readonly [service: string, into: (inputs: unknown) => readonly string[]]>
> = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": [
    "cloudwatch.amazonaws.com",
    (inputs) => [...textsOf(at(inputs, "alarmActions")), ...textsOf(at(inputs, "okActions"))],
  ],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": [
    "cloudwatch.amazonaws.com",
    (inputs) => [...textsOf(at(inputs, "alarmActions")), ...textsOf(at(inputs, "okActions"))],
  ],
  "aws:cloudwatch/eventTarget:EventTarget": [
    "events.amazonaws.com",
    (inputs) => [...textsOf(at(inputs, "arn")), ...textsOf(at(inputs, "deadLetterConfig.arn"))],
  ],
  "aws:sns/topicSubscription:TopicSubscription": [
    "sns.amazonaws.com",
    (inputs) => textsOf(at(parsed(at(inputs, "redrivePolicy")), "deadLetterTargetArn")),
  ],
};

export const keyPolicies: InfraPromise = {
  name: "a service that writes into an encrypted topic or queue may use the key",
  check: (graph) => {
    const keys = new Map(
      ofType(graph, "aws:kms/key:Key").flatMap(
        (key) =>
          [
            [key.id, key],
            [arnOf(key), key],
          ] as const,
      ),
    );
    const encrypted = new Map(
      ofType(graph, "aws:sns/topic:Topic", "aws:sqs/queue:Queue").map((store) => [
        arnOf(store),
        keys.get(String(valueIn(store, "kmsMasterKeyId"))),
      ]),
    );
    return graph.resources.flatMap((writer) => {
      const [service, into] = writes[writer.type] ?? [];
      if (service === undefined || into === undefined) return [];
      return into(writer.inputs)
        .map((arn) => encrypted.get(arn))
        .filter((key) => key !== undefined)
        .filter((key) => !lets(key)(service))
        .map((key) => wrong(key, `does not let ${service} in, which ${writer.name} needs`));
    });
  },
};

const lets = madeOnce((key: Resource) =>
  remembered(
    (service: string) =>
      ["kms:Decrypt", "kms:GenerateDataKey"].every((action) =>
        statementsIn(valueIn(key, "policy")).some(
          ({ effect, actions, principals }) =>
            effect === "Allow" &&
            principals.includes(service) &&
            actions.some(
              (one) => one === action || (one.endsWith("*") && action.startsWith(one.slice(0, -1))),
            ),
        ),
      ),
    (service) => service,
    100,
  ),
);
