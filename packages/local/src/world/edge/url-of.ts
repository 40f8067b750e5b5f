import type { Plane } from "../plane/plane.ts";
import type { Destination } from "./names.ts";

/** The port of the listener for users: TLS on AWS, where it is 443. */
export const publicPort = 80;

/** Where on this machine the load balancer listens that a name leads to; undefined where none is open. */
export const urlOf = (
  plane: Pick<Plane, "listening">,
  destination: Pick<Destination, "region" | "loadBalancerName"> | undefined,
): string | undefined =>
  destination &&
  plane
    .listening()
    .find(
      ({ region, loadBalancerName, port }) =>
        region === destination.region &&
        loadBalancerName === destination.loadBalancerName &&
        port === publicPort,
    )?.url;
