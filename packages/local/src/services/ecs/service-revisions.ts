import type { LoadBalancer, ServiceRevision, ServiceRevisionSummary } from "@aws-sdk/client-ecs";
import { isPending } from "./clusters.ts";
import { arnOf } from "./deployment-arns.ts";
import { requestedTasks } from "./requested-tasks.ts";
import { type DeploymentState, type ServiceState, type ShiftingState, tasksOf } from "./state.ts";

export function describeRevision(service: ServiceState, deployment: DeploymentState): ServiceRevision {
  const { container, arn } = deployment.definition;
  const isResolved = deployment.loadBalancers.length > 0 && deployment.lifecycle?.stage !== undefined;
  return {
    serviceRevisionArn: arnOf("service-revision", service, deployment),
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: arn,
    launchType: "FARGATE",
    platformVersion: "1.4.0",
    platformFamily: "Linux",
    // What was asked for: the service's entries as they are. Where the tasks stand is what they were resolved to.
    loadBalancers: [...service.loadBalancers],
    ...((isResolved || !deployment.lifecycle) && {
      resolvedConfiguration: { loadBalancers: deployment.loadBalancers.map(resolved) },
    }),
    networkConfiguration: deployment.network,
    // The digest is known once the first task has pulled its image.
    containerImages: [
      { containerName: container.name, image: container.image, imageDigest: deployment.digest },
    ],
    createdAt: deployment.createdAt,
  };
}

const resolved = ({ targetGroupArn, advancedConfiguration }: LoadBalancer) => ({
  targetGroupArn,
  ...(advancedConfiguration && { productionListenerRule: advancedConfiguration.productionListenerRule }),
});

/** `shifted` is the blue-green deployment of which the revision is one side. */
export function summariseRevision(
  service: ServiceState,
  revision: DeploymentState,
  shifted: ShiftingState | undefined,
): ServiceRevisionSummary {
  const tasks = tasksOf(service).filter((task) => task.deployment === revision);
  const weight = (side: "blue" | "green"): number =>
    (side === "green") === (revision === shifted) ? 100 : 0;
  return {
    arn: arnOf("service-revision", service, revision),
    requestedTaskCount: requestedTasks(service, revision),
    runningTaskCount: tasks.filter(({ status }) => status === "RUNNING").length,
    pendingTaskCount: tasks.filter(({ status }) => isPending(status)).length,
    ...(shifted && {
      requestedProductionTrafficWeight: weight(shifted.lifecycle.traffic.production),
      requestedTestTrafficWeight: weight(shifted.lifecycle.traffic.test),
    }),
  };
}
