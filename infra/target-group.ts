/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface TargetGroupArgs {
  readonly vpcId: $util.Input<string>;
  readonly port: number;
  /** 2xx: send me requests. */
  readonly healthPath: string;
  /** How long open streams of a leaving task may go on. */
  readonly drainSeconds: number;
}

/** Targets by address, as Fargate's tasks are. The one with the fewest open requests gets the next: streams are long. */
export const targetGroup = (
  scope: Scope,
  thing: string,
  name: string,
  { vpcId, port, healthPath, drainSeconds }: TargetGroupArgs,
) =>
  new aws.lb.TargetGroup(
    scope.id(`${thing}Targets`),
    {
      name,
      vpcId,
      port,
      protocol: "HTTP",
      targetType: "ip",
      deregistrationDelay: drainSeconds,
      loadBalancingAlgorithmType: "least_outstanding_requests",
      healthCheck: {
        path: healthPath,
        matcher: "200-299",
        interval: 30,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 2,
      },
    },
    scope.options(),
  );
