import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { World } from "../world/world.ts";
import { parseServiceEvent } from "./service-event.ts";

/** An endpoint that only the local cloud has: what AWS does by itself, a person can do here. */
type Door = (body: string) => Promise<object> | object;

/** Answers requests to /_signalbox/…; false for every other path. Throws nothing. */
export function doors(world: World): (request: IncomingMessage, response: ServerResponse) => boolean {
  const byPath: Readonly<Record<string, Door>> = {
    "POST /_signalbox/events": (body) => {
      const event = parseServiceEvent(body, world);
      world.events.publish(event);
      return { id: event.id, region: event.region };
    },
  };
  return (request, response) => {
    if (!request.url?.startsWith("/_signalbox/")) return false;
    void answer(byPath[`${request.method} ${request.url}`], request, response);
    return true;
  };
}

async function answer(
  door: Door | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = (status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  try {
    if (!door) return reply(404, { error: `the local cloud has no ${request.method} ${request.url}` });
    // A page that a person happens to visit must not act on the local cloud: browsers send Origin, our tools do not.
    if (request.headers.origin !== undefined) return reply(403, { error: "not for pages of other origins" });
    reply(200, await door(await text(request)));
  } catch (cause) {
    reply(400, { error: cause instanceof Error ? cause.message : String(cause) });
  }
}
