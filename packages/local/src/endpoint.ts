import type { Cloud } from "./cloud.ts";
import { doors } from "./doors/doors.ts";
import { serve, type WireServer } from "./wire/server.ts";

/** Opens the cloud's AWS endpoint on 127.0.0.1; port 0 takes a free one. Roles' clients go through it from now on. */
export async function openEndpoint(cloud: Cloud, port: number): Promise<WireServer> {
  const { world, roles, handle } = cloud;
  const ids = world.random.fork("http");
  const server = await serve({
    handle,
    port,
    principalOf: roles.principalOf,
    requestIds: () => ids.uuid(),
    extra: doors(cloud),
    unknown: cloud.forbidden.unknown,
  });
  cloud.connectTo(server.url);
  return server;
}
