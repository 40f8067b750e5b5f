import type { DeploymentDocument } from "@signalbox/core/console/documents";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";
import { imageOf } from "./image-of.ts";

/** What ECS replaces, or brings, in a deployment. */
export interface RevisionSeen {
  readonly image: string;
  readonly requested: number;
  readonly running: number;
  /** Where its tasks stand; absent as long as ECS has not decided. */
  readonly targetGroupArn?: string | undefined;
}

export interface ReadDeployment {
  readonly document: DeploymentDocument;
  /** The one that it brings, and those that it replaces. */
  readonly revisions: readonly RevisionSeen[];
}

/** The newest deployment of an ECS service; undefined where it has none. */
export async function readDeployment(
  world: World,
  region: string,
  cluster: string,
  { service, container }: { readonly service: string; readonly container: string },
): Promise<ReadDeployment | undefined> {
  const caller = { region, principal: person };
  const listed = await world.call("ecs", "ListServiceDeployments", { cluster, service }, caller);
  const arn = listed.serviceDeployments?.toSorted(
    (a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0),
  )[0]?.serviceDeploymentArn;
  if (arn === undefined) return undefined;
  const input = { serviceDeploymentArns: [arn] };
  const { serviceDeployments } = await world.call("ecs", "DescribeServiceDeployments", input, caller);
  const deployment = serviceDeployments?.[0];
  if (!deployment?.targetServiceRevision) return undefined;
  const summaries = [deployment.targetServiceRevision, ...(deployment.sourceServiceRevisions ?? [])];
  const { serviceRevisions = [] } = await world.call(
    "ecs",
    "DescribeServiceRevisions",
    { serviceRevisionArns: summaries.flatMap((each) => each.arn ?? []) },
    caller,
  );
  const revisions = await Promise.all(
    summaries.map(async ({ arn, requestedTaskCount: requested = 0, runningTaskCount: running = 0 }) => {
      const found = serviceRevisions.find(({ serviceRevisionArn }) => serviceRevisionArn === arn);
      const targetGroupArn = found?.resolvedConfiguration?.loadBalancers?.[0]?.targetGroupArn;
      const image = await imageOf(world, region, found?.taskDefinition, container);
      return { image, requested, running, targetGroupArn };
    }),
  );
  const { status, statusReason: reason, lifecycleStage: stage, lifecycleHookDetails = [] } = deployment;
  const { deploymentCircuitBreaker: breaker, targetServiceRevision: target } = deployment;
  const [brought] = revisions;
  return {
    document: {
      status: status ?? "PENDING",
      ...(reason !== undefined && { reason }),
      ...(stage !== undefined && { stage }),
      waits: lifecycleHookDetails.some((hook) => hook.status === "AWAITING_ACTION"),
      image: brought?.image ?? "",
      requested: brought?.requested ?? 0,
      running: brought?.running ?? 0,
      pending: target.pendingTaskCount ?? 0,
      ...(breaker?.threshold !== undefined &&
        breaker.status !== "DISABLED" && {
          breaker: { failed: breaker.failureCount ?? 0, threshold: breaker.threshold },
        }),
    },
    revisions,
  };
}
