import type { Environment } from "./environment.ts";
import { note, placementFailed } from "./events.ts";
import type { ClusterState, DeploymentState, RegionState, ServiceState } from "./state.ts";
import { placeAgainMs } from "./timing.ts";

/** Where a task will stand. */
export interface Spot {
  readonly subnet: string;
  readonly zone: string;
}

/** The next of a deployment's places in turn that has room for a task; undefined where none has. */
export function placeFor(
  { hazards }: Environment,
  { zones }: RegionState,
  { network }: DeploymentState,
  service: ServiceState,
): Spot | undefined {
  const { cluster, region } = service;
  const { subnets = [] } = network.awsvpcConfiguration ?? {};
  learnZones(zones, region, subnets);
  const places = Math.max(1, subnets.length);
  const turn = service.placed++;
  for (let next = 0; next < places; next++) {
    const index = (turn + next) % places;
    const subnet = subnets[index] ?? "";
    const zone = zones.get(subnet) ?? `${region}a`;
    if (!hazards.full({ region, service: service.name, zone }, standingIn(cluster))) return { subnet, zone };
  }
  return undefined;
}

/**
 * The local cloud has no EC2 to ask for a subnet's zone: of the first list that names them, the first stands in a, the second in b.
 * A list that names some of them again, because a zone is drained, moves none.
 */
function learnZones(zones: Map<string, string>, region: string, subnets: readonly string[]): void {
  for (const [index, subnet] of subnets.entries())
    if (!zones.has(subnet)) zones.set(subnet, `${region}${"abcdef"[index % 6]}`);
}

/** A task that stops keeps its place until it has stopped. */
const standingIn = ({ tasks }: ClusterState) =>
  [...tasks.values()]
    .filter(({ status }) => status !== "STOPPED")
    .map(({ service: { region, name }, network: { zone } }) => ({ region, service: name, zone }));

/** Says that a task found no place, and when the scheduler looks for one again. */
export function notPlaced(environment: Environment, service: ServiceState): void {
  service.placesAt = environment.world.clock.now() + placeAgainMs;
  note(
    environment,
    service,
    "was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.",
  );
  placementFailed(environment, service);
}
