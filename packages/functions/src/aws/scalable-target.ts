import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";

const ecs = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;
const resourceId = (cluster: string, service: string): string => `service/${cluster}/${service}`;

/** Whether scale-in of a service is suspended; undefined when the service does not scale at all. */
export async function readScaleInSuspended(
  client: ApplicationAutoScalingClient,
  cluster: string,
  service: string,
): Promise<boolean | undefined> {
  const { ScalableTargets } = await client.send(
    new DescribeScalableTargetsCommand({ ...ecs, ResourceIds: [resourceId(cluster, service)] }),
  );
  const target = ScalableTargets?.[0];
  return target && (target.SuspendedState?.DynamicScalingInSuspended ?? false);
}

/**
 * Suspends or resumes scale-in of a service that scales, and nothing else; answers whether it scales at all. Writes though
 * it be so already: the read may be stale, and scaling left suspended would show weeks later, on the bill.
 */
export async function writeScaleInSuspended(
  client: ApplicationAutoScalingClient,
  cluster: string,
  service: string,
  suspended: boolean,
): Promise<boolean> {
  if ((await readScaleInSuspended(client, cluster, service)) === undefined) return false;
  await client.send(
    new RegisterScalableTargetCommand({
      ...ecs,
      ResourceId: resourceId(cluster, service),
      SuspendedState: { DynamicScalingInSuspended: suspended },
    }),
  );
  return true;
}
