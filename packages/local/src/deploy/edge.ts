import type { Cloud } from "../cloud.ts";
import { type Client, clientOf } from "../traffic/client.ts";
import { edgeClient } from "../traffic/edge-client.ts";
import { openEdge } from "../world/edge/listener.ts";
import { Resolver } from "../world/edge/resolver.ts";
import { urlOf } from "../world/edge/url-of.ts";
import type { ModelPlane } from "../world/plane/model/plane.ts";
import type { Plane } from "../world/plane/plane.ts";
import type { PlatformDocument } from "./document.ts";
import { publicUrl } from "./public-url.ts";

/** How users come to the application. */
export interface Edge {
  /** For a person's browser; a name that only models know, in virtual time. */
  readonly url: string;
  readonly client: Client;
  stop(): Promise<void>;
}

/** The load balancer itself where there is one region; else the public name, which leads to one region or another. */
export async function edgeTo(
  { names, world: { clock } }: Pick<Cloud, "names" | "world">,
  plane: Plane | ModelPlane,
  document: PlatformDocument,
): Promise<Edge> {
  const { publicHost } = document;
  if (!names.resolve(publicHost)) {
    const url = publicUrl(plane, document);
    return { url, client: clientOf(plane, url, clock), stop: async () => {} };
  }
  if ("send" in plane)
    return {
      url: `https://${publicHost}`,
      client: edgeClient(plane, names, publicHost, clock),
      stop: async () => {},
    };
  const resolver = new Resolver(clock, names);
  const { url, close } = await openEdge(() => urlOf(plane, resolver.resolve(publicHost)));
  return { url, client: clientOf(plane, url, clock), stop: close };
}
