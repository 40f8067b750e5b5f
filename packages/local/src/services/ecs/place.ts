import type { Environment } from "./environment.ts";
import { note, placementFailed } from "./events.ts";
import type { ClusterState, ServiceState } from "./state.ts";
import { placeAgainMs } from "./timing.ts";

/** Where a task will stand. */
export interface Spot {
  readonly subnet: string;
  readonly zone: string;
}

/** The next of a service's places in turn that has room for a task; undefined where none has. */
export function placeFor({ hazards }: Environment, service: ServiceState): Spot | undefined {
  const { cluster, region } = service;
  const { subnets = [] } = service.network.awsvpcConfiguration ?? {};
  const places = Math.max(1, subnets.length);
  const turn = service.placed++;
  for (let next = 0; next < places; next++) {
    const index = (turn + next) % places;
    // The local cloud has no EC2 to ask for a subnet's zone: the first subnet stands in a, the second in b.
    const zone = `${region}${"abcdef"[index % 6]}`;
    if (!hazards.full({ region, service: service.name, zone }, standingIn(cluster)))
      return { subnet: subnets[index] ?? "", zone };
  }
  return undefined;
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
