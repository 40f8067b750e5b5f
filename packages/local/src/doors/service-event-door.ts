import type { World } from "../world/world.ts";
import type { Doors } from "./door.ts";
import { parseServiceEvent } from "./service-event.ts";

/** Puts an event of an AWS service on its region's bus. */
export const serviceEventDoors = (world: World): Doors => ({
  json: {
    "POST /_signalbox/events": ({ body }) => {
      const event = parseServiceEvent(body, world);
      world.events.publish(event);
      return { id: event.id, region: event.region };
    },
  },
});
