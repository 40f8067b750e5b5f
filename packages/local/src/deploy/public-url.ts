import { publicPort } from "../world/edge/url-of.ts";
import type { Plane } from "../world/plane/plane.ts";
import type { PlatformDocument } from "./document.ts";

/** Where users reach the application, region by region, the primary first. */
export function publicUrls(
  plane: Pick<Plane, "listening">,
  { regions, publicBalancer }: PlatformDocument,
): { readonly region: string; readonly url: string }[] {
  const open = plane
    .listening()
    .filter(({ loadBalancerName, port }) => loadBalancerName === publicBalancer && port === publicPort);
  return regions.flatMap((region) => {
    const found = open.find((listener) => listener.region === region);
    return found ? [{ region, url: found.url }] : [];
  });
}

/** Where users reach the application in the primary region. */
export function publicUrl(plane: Pick<Plane, "listening">, document: PlatformDocument): string {
  const [primary] = publicUrls(plane, document);
  if (!primary) throw new Error(`${document.publicBalancer} listens nowhere`);
  return primary.url;
}
