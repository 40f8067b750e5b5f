import type { WorldClock } from "../world/clock.ts";
import type { Names } from "../world/edge/names.ts";
import { Resolver } from "../world/edge/resolver.ts";
import { urlOf } from "../world/edge/url-of.ts";
import type { ModelPlane } from "../world/plane/model/plane.ts";
import type { Client } from "./client.ts";

/** Enough that they do not all ask for the name's new address in one second. */
const users = 20;
const spreadMs = 60_000;

/** Modelled users who know the application by its name alone, each with a resolver of their own. */
export function edgeClient(plane: ModelPlane, names: Names, host: string, clock: WorldClock): Client {
  const resolvers = Array.from(
    { length: users },
    (_, index) => new Resolver(clock, names, (index / users) * spreadMs),
  );
  let turn = 0;
  return {
    send: ({ method, path, headers }, answered) => {
      const url = urlOf(plane, resolvers[turn++ % users]?.resolve(host));
      if (url === undefined) answered({ kind: "connection-error", message: `${host} leads nowhere` });
      else plane.send(url, { method, path, headers, host }, answered);
    },
    close: () => {},
  };
}
