/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { holderHealthPath, holderName } from "@signalbox/core/scaling/hold/holder-variables";
import { holderPort, holderService, holderTasks } from "@signalbox/core/scaling/hold/holders";
import { ecsService } from "../../infra/ecs-service";
import { logGroup } from "../../infra/log-group";
import { requestHolder } from "../../infra/request-holder";
import { pascalCase, type Scope } from "../../infra/scope";
import { serviceRole } from "../../infra/service-role";
import { targetGroup } from "../../infra/target-group";
import type { Edge, Identity, Network } from "../layers";
import type { DeployedImage } from "./images";
import { pullsAndLogs, tasks } from "./roles";

export interface HolderArgs {
  readonly network: Network;
  readonly identity: Identity;
  readonly edge: Edge;
  readonly clusterArn: $util.Output<string>;
  readonly image: DeployedImage;
}

/**
 * Before the listener of a service that goes to zero: a listener of its own, on another port of the same load balancer, whose two tasks let
 * requests through to it or hold them. Weights, previews and drains of a release stay where they are.
 */
export function holder(
  scope: Scope,
  name: string,
  service: Config["services"][string],
  { network, identity, edge, clusterArn, image }: HolderArgs,
): void {
  const planned = scope.config.inference.services[name];
  if (!planned) return;
  const own = holderService(name);
  const thing = pascalCase(own);
  const port = holderPort(service.port);
  const logs = logGroup(scope, `${thing}Logs`, {
    name: scope.names.serviceLogs(own),
    keyArn: identity.keyArn,
  });
  const definition = requestHolder(scope, name, {
    ...{ service, planned, balancerName: edge.internal.dnsName, image: image.uri, logGroup: logs.name },
    taskRoleArn: serviceRole(scope, `${own}-task`, tasks, []).arn,
    executionRoleArn: serviceRole(
      scope,
      `${own}-execution`,
      tasks,
      pullsAndLogs([image.repositoryArn], logs.arn),
    ).arn,
  });
  const targets = targetGroup(scope, thing, scope.names.holderTargetGroup(name), {
    ...{ vpcId: network.vpcId, port, healthPath: holderHealthPath, drainSeconds: service.drainSeconds },
  });
  const listener = new aws.lb.Listener(
    scope.id(`${thing}Listener`),
    {
      loadBalancerArn: edge.internal.balancerArn,
      port,
      protocol: "HTTP",
      defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
    },
    scope.options(),
  );
  ecsService(scope, thing, {
    ...{ name: own, clusterArn, taskDefinitionArn: definition.arn, desiredCount: holderTasks },
    capacity: { FARGATE: 100 },
    subnetIds: network.privateSubnetIds,
    securityGroupId: network.groups.tasks,
    balancer: { targetGroupArn: targets.arn, containerName: holderName, containerPort: port },
    rollout: { strategy: "ROLLING", circuitBreaker: true, alarms: [] },
    changedBy: "deployment",
    shell: false,
    dependsOn: [image.pushed, listener],
  });
}
