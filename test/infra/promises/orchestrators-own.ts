import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { holders } from "../view/holders.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf } from "../view/values.ts";

/** What workflows change in a release, a failover or a restore, by type. */
const own: Readonly<Record<string, (one: Resource) => readonly string[]>> = {
  "aws:ecs/service:Service": () => [
    "desiredCount",
    "taskDefinition",
    "deploymentMinimumHealthyPercent",
    "deploymentMaximumPercent",
    "deploymentCircuitBreaker",
    "alarms",
  ],
  "aws:appautoscaling/target:Target": () => ["suspendedState"],
  "aws:lb/listenerRule:ListenerRule": (rule) =>
    listOf(valueIn(rule, "actions")).some((action) => listOf(at(action, "forward.targetGroups")).length > 1)
      ? ["actions"]
      : [],
  // What a restore has switched to.
  "aws:ssm/parameter:Parameter": (one) =>
    String(valueIn(one, "name")).includes("/connections/") ? ["value"] : [],
  "aws:rds/cluster:Cluster": () => ["globalClusterIdentifier", "replicationSourceIdentifier"],
};

export const orchestratorsOwn: InfraPromise = {
  name: "a deploy resets no weight, count, task definition, suspension, connection or writer role",
  check: (graph) => {
    // No workflow touches what holds requests.
    const deployments = holders(graph);
    const owned = ofType(graph, ...Object.keys(own)).filter(
      (one) => !deployments.has(String(valueIn(one, "name"))),
    );
    return owned.flatMap((one) =>
      (own[one.type]?.(one) ?? [])
        .filter((input) => !one.ignoreChanges.includes(input))
        .map((input) => wrong(one, `would have its ${input} reset`)),
    );
  },
};
