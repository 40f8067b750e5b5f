/// <reference path="../../.sst/platform/config.d.ts" />
import { holdMetrics } from "@signalbox/core/scaling/hold/hold-metrics";
import { heldServices, holderService } from "@signalbox/core/scaling/hold/holders";
import { replicaNamespace } from "@signalbox/core/scaling/replica-metrics";
import { alarm } from "../../infra/alarm";
import { countAlarm } from "../../infra/count-alarm";
import type { Scope } from "../../infra/scope";
import type { Edge } from "../layers";
import type { Told } from "./told";

type Text = $util.Input<string>;

/** What the two load balancers say of themselves. */
export function balancerAlarms(scope: Scope, told: Told, { balancerDimension, internal }: Edge) {
  const watch = (
    id: string,
    thing: string,
    metricName: string,
    balancer: $util.Output<string>,
    threshold: number,
    description: string,
  ) =>
    countAlarm(scope, id, {
      thing,
      description,
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer: balancer },
      period: 300,
      threshold,
      topicArn: told.alarms,
    });
  const held = heldServices(scope.config);
  return [
    watch(
      "BalancerConnections",
      "target-connection-errors",
      "TargetConnectionErrorCount",
      balancerDimension,
      10,
      "The load balancer could not connect to tasks over 10 times in 5 minutes. They do not listen, or a security group is in between: compare with stopped tasks.",
    ),
    watch(
      "BalancerRejected",
      "rejected-connections",
      "RejectedConnectionCount",
      balancerDimension,
      0,
      "The load balancer turned connections away: it is at its most. Look for an attack at the web ACL; otherwise reserve capacity of the load balancer.",
    ),
    watch(
      "InferenceConnections",
      "inference-connection-errors",
      "TargetConnectionErrorCount",
      internal.balancerDimension,
      5,
      "Inference could not be connected to over 5 times in 5 minutes. Its tasks load a model, are gone, or are full: look at the dashboard inference.",
    ),
    held.length === 0
      ? watch(
          "InferenceErrors",
          "inference-5xx",
          "HTTPCode_ELB_5XX_Count",
          internal.balancerDimension,
          5,
          failing,
        )
      : beyondHeld(scope, told, internal.balancerDimension, held),
  ];
}

const failing =
  "No task of inference could take a request over 5 times in 5 minutes: users' chats fail. Start more, or look why those that run are unhealthy.";

/** The same where a service may sleep: what its holder was told, and holds requests for, is no failure. */
function beyondHeld(scope: Scope, told: Told, balancer: $util.Output<string>, held: readonly string[]) {
  const sum = (id: string, namespace: string, metricName: string, dimensions: Record<string, Text>) => ({
    id,
    metric: { namespace, metricName, dimensions, period: 300, stat: "Sum" },
  });
  const known = held.map((service, index) =>
    sum(`held${index}`, replicaNamespace, holdMetrics.nobody, { Service: holderService(service) }),
  );
  return alarm(scope, "InferenceErrors", {
    thing: "inference-5xx",
    description: failing,
    metricQueries: [
      sum("errors", "AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count", { LoadBalancer: balancer }),
      ...known,
      {
        id: "beyond",
        expression: ["FILL(errors, 0)", ...known.map(({ id }) => `FILL(${id}, 0)`)].join(" - "),
        label: "errors that no holder knows of",
        returnData: true,
      },
    ],
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 5,
    missing: "notBreaching",
    topicArn: told.alarms,
  });
}
