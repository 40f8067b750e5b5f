import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
  type ScalableTarget,
} from "@aws-sdk/client-application-auto-scaling";

const ecs = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" } as const;
/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
const inOneCall = 50;
const resourceId = (cluster: string, service: string): string => `service/${cluster}/${service}`;

/** The scalable targets of services, by their names; a service that does not scale at all is left out. */
async function readTargets(
  client: ApplicationAutoScalingClient,
  cluster: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, ScalableTarget>> {
  const targets = new Map<string, ScalableTarget>();
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
      if (target) targets.set(service, target);
    }
  }
  return targets;
}

/** Whether scale-in of services is suspended, by their names; a service that does not scale at all is left out. */
export async function readScaleInSuspended(
  client: ApplicationAutoScalingClient,
  cluster: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const targets = await readTargets(client, cluster, services);
  return new Map(
    [...targets].map(([service, { SuspendedState }]) => [
      service,
      SuspendedState?.DynamicScalingInSuspended ?? false,
    ]),
  );
}

/** The most tasks that services scale to, by their names; a service that does not scale at all is left out. */
export async function readMaximums(
  client: ApplicationAutoScalingClient,
  cluster: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const targets = await readTargets(client, cluster, services);
  return new Map([...targets].map(([service, { MaxCapacity = 0 }]) => [service, MaxCapacity]));
}

/** The least number of tasks of services that scale, by their names. */
export async function readMinimums(
  client: ApplicationAutoScalingClient,
  cluster: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const targets = await readTargets(client, cluster, services);
  return new Map([...targets].map(([service, { MinCapacity = 0 }]) => [service, MinCapacity]));
}

/** The bounds of services that scale, by their names. */
export async function readBounds(
  client: ApplicationAutoScalingClient,
  cluster: string,
  services: readonly string[],
): Promise<ReadonlyMap<string, { readonly least: number; readonly most: number }>> {
  const targets = await readTargets(client, cluster, services);
  return new Map(
    [...targets].map(([service, { MinCapacity = 0, MaxCapacity = 0 }]) => [
      service,
      { least: MinCapacity, most: MaxCapacity },
    ]),
  );
}

/** Sets it, of services that scale: scaling starts the tasks that are missing. */
export async function writeMinimums(
  client: ApplicationAutoScalingClient,
  cluster: string,
  wanted: ReadonlyMap<string, number>,
): Promise<void> {
  await changeMinimums(client, cluster, await readMinimums(client, cluster, [...wanted.keys()]), wanted);
}

/** Sets both bounds of a service that scales. */
export async function writeBounds(
  client: ApplicationAutoScalingClient,
  cluster: string,
  service: string,
  { least, most }: { readonly least: number; readonly most: number },
): Promise<void> {
  await client.send(
    new RegisterScalableTargetCommand({
      ...ecs,
      ResourceId: resourceId(cluster, service),
      MinCapacity: least,
      MaxCapacity: most,
    }),
  );
}

/** In the order in which they are wanted. */
async function changeMinimums(
  client: ApplicationAutoScalingClient,
  cluster: string,
  present: ReadonlyMap<string, number>,
  wanted: ReadonlyMap<string, number>,
): Promise<void> {
  for (const [service, MinCapacity] of wanted)
    if (present.has(service) && present.get(service) !== MinCapacity)
      await client.send(
        new RegisterScalableTargetCommand({ ...ecs, ResourceId: resourceId(cluster, service), MinCapacity }),
      );
}

/**
 * Moves the least number of tasks from the service that leaves to the one that stays, where both scale: else scaling would
 * start the leaving one's tasks again. Whatever of it was done before, the result is the same.
 */
export async function handOverMinimum(
  client: ApplicationAutoScalingClient,
  cluster: string,
  { leaving, staying }: { readonly leaving: string; readonly staying: string },
): Promise<void> {
  const present = await readMinimums(client, cluster, [leaving, staying]);
  const most = Math.max(0, ...present.values());
  await changeMinimums(
    client,
    cluster,
    present,
    new Map([
      [staying, most],
      [leaving, 0],
    ]),
  );
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
