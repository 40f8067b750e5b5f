/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { type Side, sides } from "@signalbox/core/platform/platform";
import { ownsReplicas } from "@signalbox/core/scaling/places-of";
import { alarm, alarmTopicArn } from "../../infra/alarm";
import { ecsService, type Rollout } from "../../infra/ecs-service";
import { pascalCase, type Scope } from "../../infra/scope";
import { serviceScaling } from "../../infra/service-scaling";
import type { ComputeService, Network } from "../layers";
import { hasShell, shiftRole } from "./roles";
import { type Routed, strategyOf } from "./routes";
import { type TaskArgs, task } from "./task";

type Service = Config["services"][string];

export interface ServiceArgs extends TaskArgs {
  readonly network: Network;
  readonly cluster: aws.ecs.Cluster;
  readonly routed?: Routed;
  readonly serviceConnect?: aws.types.input.ecs.ServiceServiceConnectConfiguration;
  readonly dependsOn: readonly $util.Resource[];
}

/** One entry of the catalogue: its task, its alarms, and one ECS service, or the pair that a canary needs. */
export function service(scope: Scope, name: string, wanted: Service, args: ServiceArgs) {
  const { names } = scope;
  const { routed } = args;
  const strategy = strategyOf(scope.config, wanted);
  if (strategy !== "rolling" && routed === undefined)
    throw new Error(`${name} is on Service Connect, which has no weights: its group has to be rolling`);
  const { definition, ...roles } = task(scope, name, wanted, args);
  const alarms = routed ? sideAlarms(scope, name, routed) : [];
  const run = (side: Side, ecsName: string, min: number, rollout: Rollout) =>
    runSide(scope, name, wanted, args, { side, ecsName, min, rollout, taskDefinitionArn: definition.arn });
  const min = leastOf(scope, wanted);
  const byEcs = { circuitBreaker: true, alarms: alarms.map((each) => each.name) };
  let made: aws.ecs.Service[];
  switch (strategy) {
    case "canary": {
      // ECS neither gives up nor goes back: a release does, for all services of the group at once.
      const rollout: Rollout = { strategy: "ROLLING", circuitBreaker: false, alarms: [] };
      made = sides.map((side) => run(side, names.service(name, side), side === "blue" ? min : 0, rollout));
      break;
    }
    case "blue-green":
      made = [
        run("blue", names.onlyService(name), min, { ...byEcs, strategy: "BLUE_GREEN", bakeMinutes: 10 }),
      ];
      break;
    case "rolling":
      made = [run("blue", names.onlyService(name), min, { ...byEcs, strategy: "ROLLING" })];
  }
  const deployed: ComputeService = {
    name,
    container: wanted.group,
    ecsServices:
      strategy === "canary"
        ? { blue: names.service(name, "blue"), green: names.service(name, "green") }
        : { blue: names.onlyService(name) },
    ...roles,
    logGroup: names.serviceLogs(name),
    alarms: sides
      .filter((side) => routed?.targetGroups[side])
      .map((side) => names.alarm(alarmThing(name, side))),
    ...(routed && { balancer: balancerOf(routed, strategy) }),
  };
  return { deployed, made };
}

interface SideArgs {
  readonly side: Side;
  /** Name of the ECS service. */
  readonly ecsName: string;
  readonly min: number;
  readonly rollout: Rollout;
  readonly taskDefinitionArn: $util.Output<string>;
}

function runSide(
  scope: Scope,
  name: string,
  wanted: Service,
  { network, cluster, image, collecting, keeping, measuring, routed, serviceConnect, dependsOn }: ServiceArgs,
  { side, ecsName, min, rollout, taskDefinitionArn }: SideArgs,
) {
  const thing = pascalCase(ecsName);
  const targetGroup = routed?.targetGroups[side];
  const made = ecsService(scope, thing, {
    name: ecsName,
    clusterArn: cluster.arn,
    taskDefinitionArn,
    desiredCount: min,
    capacity: capacityOf(scope, wanted),
    subnetIds: network.privateSubnetIds,
    securityGroupId:
      wanted.route.kind === "internal-load-balancer" ? network.groups.inference : network.groups.tasks,
    ...(targetGroup && {
      balancer: {
        targetGroupArn: targetGroup.arn,
        containerName: wanted.group,
        containerPort: wanted.port,
        ...(rollout.strategy === "BLUE_GREEN" &&
          routed && { advancedConfiguration: shift(scope, name, routed) }),
      },
    }),
    ...(serviceConnect && { serviceConnect }),
    rollout,
    shell: hasShell(scope, wanted),
    dependsOn: [
      ...dependsOn,
      image.pushed,
      ...(collecting ? [collecting.image.pushed] : []),
      ...(keeping ? [keeping.image.pushed] : []),
      ...(measuring ? [measuring.image.pushed] : []),
      ...(routed?.rules ?? []),
    ],
  });
  serviceScaling(scope, thing, {
    cluster: cluster.name,
    service: made.name,
    min,
    scaling: wanted.scaling,
    planned: ownsReplicas(scope.config, name),
    ...(targetGroup &&
      routed && { requestLabel: $interpolate`${routed.balancerDimension}/${targetGroup.arnSuffix}` }),
  });
  return made;
}

/** Fargate's tasks, or the instances of a pool: the share on Spot is the service's own there, the pool's here. */
function capacityOf({ config, names }: Scope, { gpu, spotPercent }: Service): Record<string, number> {
  if (!gpu) return { FARGATE: 100 - spotPercent, FARGATE_SPOT: spotPercent };
  const spot = config.inference.pools.find(({ name }) => name === gpu.pool)?.spotPercent ?? 0;
  return { [names.gpuPool(gpu.pool, "on-demand")]: 100 - spot, [names.gpuPool(gpu.pool, "spot")]: spot };
}

/** What ECS moves in a blue-green deployment of its own: one rule before users, one before them for tests. */
function shift(scope: Scope, name: string, { rules, previewRules, targetGroups }: Routed) {
  const [production, ...more] = rules;
  const [test] = previewRules;
  const { blue, green } = targetGroups;
  if (!production || !test || !blue || !green || more.length > 0)
    throw new Error(
      `${name} has more paths than one listener rule takes, and ECS shifts one: split the service`,
    );
  return {
    alternateTargetGroupArn: green.arn,
    productionListenerRule: production.arn,
    testListenerRule: test.arn,
    roleArn: shiftRole(scope, name, [production.arn, test.arn], [blue.arn, green.arn]).arn,
  };
}

const alarmThing = (name: string, side: Side): string => `${name}-${side}-5xx`;

const sideAlarms = (scope: Scope, name: string, { balancerDimension, targetGroups }: Routed) =>
  sides.flatMap((side) => {
    const targetGroup = targetGroups[side];
    if (targetGroup === undefined) return [];
    return alarm(scope, `${pascalCase(name)}${pascalCase(side)}Errors`, {
      thing: alarmThing(name, side),
      description: `The ${side} side of ${name} answers with 5xx, five in a minute. A release that runs turns back by itself; otherwise look at the logs of ${name}.`,
      namespace: "AWS/ApplicationELB",
      metricName: "HTTPCode_Target_5XX_Count",
      dimensions: { LoadBalancer: balancerDimension, TargetGroup: targetGroup.arnSuffix },
      statistic: "Sum",
      period: 60,
      evaluationPeriods: 1,
      threshold: 5,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      // No traffic is no error: an idle side has no data.
      missing: "notBreaching",
      topicArn: alarmTopicArn(scope),
    });
  });

/** Tasks at first. A standby is warm. */
const leastOf = ({ region }: Scope, { scaling }: Service): number =>
  region.role === "primary" ? scaling.min : (scaling.standbyMin ?? scaling.min);

function balancerOf(
  { balancerDimension, rules, previewRules, cookieRules, targetGroups }: Routed,
  strategy: ReturnType<typeof strategyOf>,
): NonNullable<ComputeService["balancer"]> {
  const [test] = previewRules;
  return {
    dimension: balancerDimension,
    listenerRuleArns: rules.map(({ arn }) => arn),
    cookieRuleArns: cookieRules.map(({ arn }) => arn),
    ...(strategy === "blue-green" && test && { testRuleArn: test.arn }),
    targetGroups: Object.fromEntries(
      sides.flatMap((side) => {
        const found = targetGroups[side];
        return found ? [[side, { arn: found.arn, dimension: found.arnSuffix }]] : [];
      }),
    ),
  };
}
