/// <reference path="../../.sst/platform/config.d.ts" />
import { countAlarm } from "../../infra/count-alarm";
import type { Scope } from "../../infra/scope";
import type { Edge } from "../layers";
import type { Told } from "./told";

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
    watch(
      "InferenceErrors",
      "inference-5xx",
      "HTTPCode_ELB_5XX_Count",
      internal.balancerDimension,
      5,
      "No task of inference could take a request over 5 times in 5 minutes: users' chats fail. Start more, or look why those that run are unhealthy.",
    ),
  ];
}
