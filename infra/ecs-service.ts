/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface EcsServiceArgs {
  /** In the cluster. */
  readonly name: string;
  readonly clusterArn: $util.Input<string>;
  readonly taskDefinitionArn: $util.Input<string>;
  /** Tasks at first; later ones are the orchestrator's and scaling's business. */
  readonly desiredCount: number;
  /** Capacity providers of the cluster, with the share of tasks that each gets. */
  readonly capacity: Readonly<Record<string, number>>;
  readonly subnetIds: $util.Input<string>[];
  readonly securityGroupId: $util.Input<string>;
  readonly balancer?: aws.types.input.ecs.ServiceLoadBalancer;
  readonly serviceConnect?: aws.types.input.ecs.ServiceServiceConnectConfiguration;
  readonly rollout: Rollout;
  /** Whose the number of tasks and their definition are once it runs: workflows', unless a deployment alone changes it. */
  readonly changedBy?: "deployment";
  /** Whether a person may open a shell in a task. */
  readonly shell: boolean;
  readonly dependsOn: $util.Resource[];
}

/**
 * How ECS itself changes the tasks of a service. The hooks at which blue-green pauses for a verdict are not here: provider
 * 7.20 knows hooks that are Lambdas alone, and UpdateService takes PAUSE hooks with each deployment,
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html
 */
export interface Rollout {
  readonly strategy: "ROLLING" | "BLUE_GREEN";
  /** ECS gives up a deployment whose tasks do not come up, and goes back. */
  readonly circuitBreaker: boolean;
  /** Names of alarms that make ECS go back; none where the orchestrator does. */
  readonly alarms: $util.Input<string>[];
  /** Of blue-green: how long the old tasks stay after the shift. */
  readonly bakeMinutes?: number;
}

/** What workflows change while the platform runs; a deployment never sets it back. */
const ownedByWorkflows = [
  "desiredCount",
  "taskDefinition",
  "healthCheckGracePeriodSeconds",
  // ECS exchanges the target groups with each blue-green deployment; its PAUSE hooks come with the release.
  "loadBalancers",
  // Each release says how its deployments go, and which alarms end them.
  "deploymentConfiguration",
  "deploymentMinimumHealthyPercent",
  "deploymentMaximumPercent",
  "deploymentCircuitBreaker",
  "alarms",
];

/** A service of tasks in private subnets, on demand, on Spot or on both. */
export function ecsService(scope: Scope, thing: string, args: EcsServiceArgs) {
  const { rollout, balancer } = args;
  return new aws.ecs.Service(
    scope.id(`${thing}Service`),
    {
      name: args.name,
      cluster: args.clusterArn,
      taskDefinition: args.taskDefinitionArn,
      desiredCount: args.desiredCount,
      capacityProviderStrategies: Object.entries(args.capacity)
        .filter(([, weight]) => weight > 0)
        .map(([capacityProvider, weight]) => ({ capacityProvider, weight })),
      networkConfiguration: {
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        assignPublicIp: false,
      },
      ...(balancer && { loadBalancers: [balancer], healthCheckGracePeriodSeconds: 300 }),
      serviceConnectConfiguration: args.serviceConnect,
      deploymentController: { type: "ECS" },
      deploymentConfiguration: {
        strategy: rollout.strategy,
        ...(rollout.bakeMinutes !== undefined && { bakeTimeInMinutes: String(rollout.bakeMinutes) }),
      },
      // Never fewer than wanted, at most as many again.
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      ...(rollout.circuitBreaker && { deploymentCircuitBreaker: { enable: true, rollback: true } }),
      ...(rollout.alarms.length > 0 && {
        alarms: { alarmNames: rollout.alarms, enable: true, rollback: true },
      }),
      // Faults come in by the same agent, which cannot serve two.
      enableExecuteCommand: !scope.config.permanent && !scope.config.features.chaos,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      // Minutes of start-up in each of many services would make one failed task fail the whole deployment.
      waitForSteadyState: false,
    },
    scope.options({
      ...(args.changedBy !== "deployment" && { ignoreChanges: ownedByWorkflows }),
      dependsOn: args.dependsOn,
    }),
  );
}
