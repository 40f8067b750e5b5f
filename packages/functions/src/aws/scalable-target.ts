import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";

const ecs = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;
/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
const inOneCall = 50;
const resourceId = (cluster: string, service: string): string => `service/${cluster}/${service}`;

/** Whether scale-in of services is suspended, by their names; a service that does not scale at all is left out. */
export async function readScaleInSuspended(
  client: ApplicationAutoScalingClient,
  cluster: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const suspended = new Map<string, boolean>();
  for (let at = 0; at < services.length; at += inOneCall) {
    const asked = services.slice(at, at + inOneCall);
    const { ScalableTargets = [] } = await client.send(
      new DescribeScalableTargetsCommand({
        ...ecs,
        ResourceIds: asked.map((service) => resourceId(cluster, service)),
        MaxResults: inOneCall,
      }),
    );
    for (const service of asked) {
      const target = ScalableTargets.find(({ ResourceId }) => ResourceId === resourceId(cluster, service));
      if (target) suspended.set(service, target.SuspendedState?.DynamicScalingInSuspended ?? false);
    }
  }
  return suspended;
}

/**
 * Suspends or resumes scale-in of services that scale, and nothing else; answers how many scale at all. Writes though it be
 * so already: the read may be stale, and scaling left suspended would show weeks later, on the bill.
 */
export async function writeScaleInSuspended(
  client: ApplicationAutoScalingClient,
  cluster: string,
  wanted: ReadonlyMap<string, boolean>,
): Promise<number> {
  const scaling = await readScaleInSuspended(client, cluster, [...wanted.keys()]);
  for (const service of scaling.keys())
    await client.send(
      new RegisterScalableTargetCommand({
        ...ecs,
        ResourceId: resourceId(cluster, service),
        SuspendedState: { DynamicScalingInSuspended: wanted.get(service) },
      }),
    );
  return scaling.size;
}
