import type { InfraPromise } from "../promise.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, parsed } from "../view/values.ts";

/** Fields of events that name a resource, and which types may answer to the name. */
const named: Readonly<Record<string, readonly [...string[]]>> = {
  "detail.alarmName": [
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
  ],
  "detail.repository-name": ["aws:ecr/repository:Repository"],
  "detail.clusterArn": ["aws:ecs/cluster:Cluster"],
  "detail.stateMachineArn": ["aws:sfn/stateMachine:StateMachine"],
  "detail.backupVaultName": ["aws:backup/vault:Vault"],
};

export const patternNames: InfraPromise = {
  name: "what an event pattern names exists in the rule's region",
  check: (graph) =>
    ofType(graph, "aws:cloudwatch/eventRule:EventRule").flatMap((rule) =>
      Object.entries(named).flatMap(([path, types]) => {
        const known = ofType(graph, ...types)
          .filter(({ region }) => region === rule.region)
          .flatMap((one) => ["name", "alarmName", "arn"].map((key) => valueIn(one, key)));
        return listOf(at(parsed(valueIn(rule, "eventPattern")), path))
          .filter((name) => typeof name === "string" && !known.includes(name))
          .map((name) => wrong(rule, `waits for ${path} ${name}, which ${rule.region} has not`));
      }),
    ),
};
