import type { Partials } from "../partial.ts";

export const partial: Partials<"elasticloadbalancing"> = {
  CreateListener: "HTTP only: no certificates, TLS policies or mutual TLS",
  CreateLoadBalancer: "application load balancers with IPv4 only",
  CreateRule:
    "forward, redirect and fixed-response; no authentication, no regular expressions, no Transforms",
  CreateTargetGroup:
    "targets of type ip over HTTP/1.1 only; no instances, Lambda functions, HTTPS, HTTP/2 or gRPC",
  DescribeTargetHealth: "no Include (anomaly detection)",
  ModifyListener: "default actions only; the port and the protocol stay",
  ModifyLoadBalancerAttributes:
    "client_keep_alive.seconds, idle_timeout.timeout_seconds and deletion_protection.enabled only",
  ModifyRule:
    "forward, redirect and fixed-response; no authentication, no regular expressions, no Transforms",
  ModifyTargetGroup: "HTTP health checks only",
  ModifyTargetGroupAttributes:
    "deregistration delay, algorithm (not weighted_random) and stickiness by the load balancer's cookie; no slow start, no stickiness by an application's cookie",
  RegisterTargets: "no AvailabilityZone",
};
