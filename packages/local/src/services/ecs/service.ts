import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import type { CallContext, Service } from "../service.ts";
import { Addresses } from "./addresses.ts";
import { ecsArn, shortName } from "./arns.ts";
import { createCluster, deleteCluster, describeClusters, listClusters } from "./clusters.ts";
import { continueServiceDeployment } from "./continue-service-deployment.ts";
import { createService } from "./create-service.ts";
import { deleteService } from "./delete-service.ts";
import { withService } from "./deployment-arns.ts";
import { describeServices, listServices } from "./describe-services.ts";
import type { Environment } from "./environment.ts";
import { type EcsHazards, noHazards } from "./hazards.ts";
import { memory } from "./memory.ts";
import { passedRoles } from "./passed-roles.ts";
import { runTasks } from "./run-tasks.ts";
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
} from "./service-deployments.ts";
import { heedWarning } from "./spot.ts";
import type { RegionState } from "./state.ts";
import { stopServiceDeployment } from "./stop-service-deployment.ts";
import { listTagsForResource, tagResource, untagResource } from "./tags.ts";
import {
  deregisterTaskDefinition,
  describeTaskDefinition,
  findDefinition,
  listTaskDefinitionFamilies,
  listTaskDefinitions,
  registerTaskDefinition,
} from "./task-definitions.ts";
import { getTaskProtection, updateTaskProtection } from "./task-protection.ts";
import { describeTasks, listTasks, stopTask } from "./tasks.ts";
import { updateService } from "./update-service.ts";

/** Fargate services with rolling and blue-green deployments; their tasks run in the world's data plane. */
export function ecs(
  world: World,
  hazards: EcsHazards = noHazards,
  clientsOf?: Environment["clientsOf"],
): Service<"ecs"> {
  const end = new AbortController();
  const environment: Environment = {
    world,
    random: world.random.fork("ecs"),
    hazards,
    clientsOf,
    end: end.signal,
    asking: new WeakSet(),
  };
  const regions: RegionState[] = [];
  const { account } = world;
  const deaf = world.events.subscribe((event) => heedWarning(environment, regions, event));
  const at = regional((region) => {
    const index = world.regions.indexOf(region);
    const state: RegionState = {
      region,
      clusters: new Map(),
      families: new Map(),
      tags: new Map(),
      runs: new Map(),
      zones: new Map(),
      addresses: new Addresses(index < 0 ? world.regions.length + regions.length : index),
    };
    regions.push(state);
    return state;
  });
  const arn = (
    kind: string,
    { region }: CallContext,
    cluster: string | undefined,
    names: readonly string[],
  ) =>
    names.map((name) =>
      ecsArn(region, account, `${kind}/${shortName(cluster ?? "default")}/${shortName(name)}`),
    );
  const clusterArn = ({ region }: CallContext, name = "default") =>
    ecsArn(region, account, `cluster/${shortName(name)}`);
  return {
    name: "ecs",
    memory: memory(environment, at),
    operations: {
      CreateCluster: (input, { region }) => createCluster(at(region), account, input),
      DescribeClusters: (input, { region }) => describeClusters(at(region), account, input),
      ListClusters: (input, { region }) => listClusters(at(region), input),
      DeleteCluster: (input, { region }) => deleteCluster(at(region), input),
      RegisterTaskDefinition: (input, context) =>
        registerTaskDefinition(environment, at(context.region), input, context),
      DescribeTaskDefinition: (input, { region }) => describeTaskDefinition(at(region), input),
      DeregisterTaskDefinition: (input, { region }) =>
        deregisterTaskDefinition(environment, at(region), input),
      ListTaskDefinitions: (input, { region }) => listTaskDefinitions(at(region), input),
      ListTaskDefinitionFamilies: (input, { region }) => listTaskDefinitionFamilies(at(region), input),
      CreateService: (input, { region }) => createService(environment, at(region), input),
      UpdateService: (input, { region }) => updateService(environment, at(region), input),
      DeleteService: (input, { region }) => deleteService(environment, at(region), input),
      DescribeServices: (input, { region }) => describeServices(at(region), account, input),
      ListServiceDeployments: (input, { region }) => listServiceDeployments(at(region), input),
      DescribeServiceDeployments: (input, { region }) => describeServiceDeployments(at(region), input),
      DescribeServiceRevisions: (input, { region }) => describeServiceRevisions(at(region), input),
      ContinueServiceDeployment: (input, { region }) =>
        continueServiceDeployment(environment, at(region), input),
      StopServiceDeployment: (input, { region }) => stopServiceDeployment(environment, at(region), input),
      ListServices: (input, { region }) => listServices(at(region), input),
      ListTasks: (input, { region }) => listTasks(at(region), input),
      DescribeTasks: (input, { region }) => describeTasks(at(region), account, input),
      RunTask: (input, { region }) => runTasks(environment, at(region), input),
      StopTask: (input, { region }) => stopTask(environment, at(region), input),
      UpdateTaskProtection: (input, { region }) => updateTaskProtection(environment, at(region), input),
      GetTaskProtection: (input, { region }) => getTaskProtection(environment, at(region), input),
      TagResource: (input, { region }) => tagResource(at(region), input),
      UntagResource: (input, { region }) => untagResource(at(region), input),
      ListTagsForResource: (input, { region }) => listTagsForResource(at(region), input),
    },
    resources: {
      CreateCluster: (input, context) => [clusterArn(context, input.clusterName)],
      DescribeClusters: ({ clusters = ["default"] }, context) =>
        clusters.map((name) => clusterArn(context, name)),
      DeleteCluster: (input, context) => [clusterArn(context, input.cluster)],
      RegisterTaskDefinition: ({ family }, { region }) => [
        // The revision is not known yet: a permission must cover them all.
        ecsArn(region, account, `task-definition/${family}:*`),
      ],
      CreateService: (input, context) => arn("service", context, input.cluster, [input.serviceName ?? ""]),
      UpdateService: (input, context) => arn("service", context, input.cluster, [input.service ?? ""]),
      DeleteService: (input, context) => arn("service", context, input.cluster, [input.service ?? ""]),
      DescribeServices: (input, context) => arn("service", context, input.cluster, input.services ?? []),
      ListServiceDeployments: (input, context) =>
        arn("service", context, input.cluster, [input.service ?? ""]),
      DescribeServiceDeployments: ({ serviceDeploymentArns = [] }) =>
        serviceDeploymentArns.flatMap(withService),
      ContinueServiceDeployment: ({ serviceDeploymentArn = "" }) => withService(serviceDeploymentArn),
      StopServiceDeployment: ({ serviceDeploymentArn = "" }) => withService(serviceDeploymentArn),
      DescribeServiceRevisions: ({ serviceRevisionArns = [] }) => serviceRevisionArns.flatMap(withService),
      ListTasks: (input, context) => arn("container-instance", context, input.cluster, ["*"]),
      DescribeTasks: (input, context) => arn("task", context, input.cluster, input.tasks ?? []),
      RunTask: ({ taskDefinition = "" }, { region }) => {
        const found = findDefinition(at(region), taskDefinition);
        return [found?.arn ?? ecsArn(region, account, `task-definition/${shortName(taskDefinition)}`)];
      },
      UpdateTaskProtection: (input, context) => arn("task", context, input.cluster, input.tasks ?? []),
      GetTaskProtection: (input, context) => arn("task", context, input.cluster, input.tasks ?? ["*"]),
      TagResource: ({ resourceArn = "*" }) => [resourceArn],
      UntagResource: ({ resourceArn = "*" }) => [resourceArn],
      ListTagsForResource: ({ resourceArn = "*" }) => [resourceArn],
      StopTask: (input, context) => arn("task", context, input.cluster, [input.task ?? ""]),
    },
    passes: {
      CreateService: passedRoles,
      UpdateService: passedRoles,
      RegisterTaskDefinition: ({ taskRoleArn, executionRoleArn }) =>
        [taskRoleArn, executionRoleArn].filter((role) => role !== undefined),
    },
    stop: async () => {
      deaf();
      end.abort();
      for (const { clusters } of regions)
        for (const { services, tasks } of clusters.values()) {
          for (const task of tasks.values()) {
            task.launch.abort();
            task.stopRequested.resolve();
          }
          for (const service of services.values()) service.pulse.beat();
        }
    },
  };
}
