import type { Cloud } from "../cloud.ts";
import type { Doors } from "./door.ts";

/** Where the public names lead, what Route 53's checks say, and which calls were tried that a failover must not need. */
export const failoverDoors = ({ names, forbidden }: Pick<Cloud, "names" | "forbidden">): Doors => ({
  json: {
    "GET /_signalbox/names": () => names.seen(),
    "GET /_signalbox/forbidden-calls": () => ({ calls: forbidden.calls() }),
  },
});
