/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { holderHealthPath, holderName } from "@signalbox/core/scaling/hold/holder-variables";
import { holderPort, holderService, holderTasks } from "@signalbox/core/scaling/hold/holders";
import { ecsService } from "../../infra/ecs-service";
import { logGroup } from "../../infra/log-group";
import { requestHolder } from "../../infra/request-holder";
import { pascalCase, type Scope } from "../../infra/scope";
import { type Statement, serviceRole } from "../../infra/service-role";
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
  /** Names of the internal load balancers in the DNS, by region. */
  readonly balancers: ReadonlyMap<string, $util.Output<string>>;
}

/**
 * Before the listener of a service that goes to zero, or whose overflow goes to another region: a listener of its own, on another port of
 * the same load balancer, whose two tasks let requests through to it, hold them, or send them there. Weights, previews and drains of a release stay where they are.
 */
export function holder(
  scope: Scope,
  name: string,
  service: Config["services"][string],
  { network, identity, edge, clusterArn, image, balancers }: HolderArgs,
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
  const spillName = balancers.get(planned.spill?.to[scope.region.region] ?? "");
  const reads = spillName ? hearsPlanner(scope, name, identity) : [];
  const definition = requestHolder(scope, name, {
    ...{ service, planned, balancerName: edge.internal.dnsName, image: image.uri, logGroup: logs.name },
    ...(spillName && { spillName }),
    taskRoleArn: serviceRole(scope, `${own}-task`, tasks, reads).arn,
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

/** What a holder asks to know how much goes to another region: what the planner of this one says of the service, and no more. */
const hearsPlanner = ({ account, names, region }: Scope, name: string, { keyArn }: Identity): Statement[] => [
  {
    Action: ["dynamodb:GetItem"],
    Resource: [$interpolate`arn:aws:dynamodb:${region.region}:${account}:table/${names.ledgerTable}`],
    Condition: {
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [ledgerKeys.work("scale", name)] },
    },
  },
  {
    Action: ["kms:Decrypt"],
    Resource: [keyArn],
    Condition: { StringEquals: { "kms:ViaService": `dynamodb.${region.region}.amazonaws.com` } },
  },
];
