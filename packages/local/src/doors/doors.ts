import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Cloud } from "../cloud.ts";
import { consoleDoors } from "./console/doors.ts";
import { type Doors, type JsonDoor, Refusal } from "./door.ts";
import { failoverDoors } from "./failover.ts";
import { faultDoors } from "./faults/doors.ts";
import { loadDoors } from "./load-door.ts";
import { checkHost, checkOrigin } from "./origin.ts";
import { serviceEventDoors } from "./service-event-door.ts";

/** What the doors open to. */
type Opened = Pick<Cloud, "world" | "faults" | "names" | "forbidden">;

/** Endpoints that only the local cloud has: what AWS does by itself, or its console does, a person can do here. */
const doorsOf = ({ world, faults, names, forbidden }: Opened): readonly Doors[] => [
  serviceEventDoors(world),
  consoleDoors(world, faults),
  faultDoors(faults),
  loadDoors(world),
  failoverDoors({ names, forbidden }),
];

/** Answers requests to the doors; false for every other one. Throws nothing. */
export function doors(cloud: Opened): (request: IncomingMessage, response: ServerResponse) => boolean {
  const all = doorsOf(cloud);
  const json = new Map(all.flatMap((each) => Object.entries(each.json ?? {})));
  const raw = new Map(all.flatMap((each) => Object.entries(each.raw ?? {})));
  return (request, response) => {
    const url = URL.parse(request.url ?? "/", "http://localhost");
    if (!url) return false;
    const page = find(raw, request.method, url.pathname);
    if (page && isForPage(request, url)) {
      guarded(request, response, () => page.door(request, response, url));
      return true;
    }
    if (!url.pathname.startsWith("/_signalbox/")) return false;
    const found = find(json, request.method, url.pathname);
    void answer(found, request, response, url);
    return true;
  };
}

/** Signed requests are for AWS's services, whatever their path; and of unsigned ones to the root only a browser's is not. */
function isForPage({ headers }: IncomingMessage, { pathname, searchParams }: URL): boolean {
  if (headers.authorization !== undefined || searchParams.has("X-Amz-Signature")) return false;
  return pathname !== "/" || headers.accept?.includes("text/html") === true;
}

interface Found<Door> {
  readonly door: Door;
  readonly rest: string;
}

/** The door of this very path, or the longest one above it that takes what is below. */
function find<Door>(table: ReadonlyMap<string, Door>, method = "GET", path: string): Found<Door> | undefined {
  const exact = table.get(`${method} ${path}`);
  if (exact !== undefined) return { door: exact, rest: "" };
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const above = table.get(`${method} ${path.slice(0, end + 1)}`);
    if (above !== undefined) return { door: above, rest: path.slice(end + 1) };
  }
  return undefined;
}

function guarded(request: IncomingMessage, response: ServerResponse, work: () => void): void {
  try {
    checkHost(request);
    work();
  } catch (cause) {
    reply(response, cause instanceof Refusal ? cause.status : 400, { error: messageOf(cause) });
  }
}

async function answer(
  found: Found<JsonDoor> | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  { searchParams: query }: URL,
): Promise<void> {
  try {
    if (!found) throw new Refusal(404, `the local cloud has no ${request.method} ${request.url}`);
    checkHost(request);
    checkOrigin(request);
    const rest = decodeURIComponent(found.rest);
    reply(response, 200, await found.door({ body: await text(request), rest, query }));
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "Error";
    reply(response, cause instanceof Refusal ? cause.status : 400, { error: messageOf(cause), name });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
