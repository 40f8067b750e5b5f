import type { Plane } from "../world/plane/plane.ts";
import type { PlatformDocument } from "./document.ts";

/** The port of the listener for users: TLS on AWS, where it is 443. */
const publicPort = 80;

/** Where users reach the application in a region; the primary unless said. */
export function publicUrl(
  plane: Pick<Plane, "listening">,
  { regions, publicBalancer }: PlatformDocument,
  region = regions[0],
): string {
  const found = plane
    .listening()
    .find(
      (open) =>
        open.region === region && open.loadBalancerName === publicBalancer && open.port === publicPort,
    );
  if (!found) throw new Error(`${publicBalancer} listens nowhere in ${region}`);
  return found.url;
}
