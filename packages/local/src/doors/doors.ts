import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Cloud } from "../cloud.ts";
import { consoleDoors } from "./console/doors.ts";
import { type Doors, type JsonDoor, Refusal } from "./door.ts";
import { faultDoors } from "./faults/doors.ts";
import { checkHost, checkOrigin } from "./origin.ts";
import { serviceEventDoors } from "./service-event-door.ts";

/** What the doors open to. */
type Opened = Pick<Cloud, "world" | "faults">;

/** Endpoints that only the local cloud has: what AWS does by itself, or its console does, a person can do here. */
const doorsOf = ({ world, faults }: Opened): readonly Doors[] => [
  serviceEventDoors(world),
  consoleDoors(world),
  faultDoors(faults),
];

/** Answers requests to the doors; false for every other one. Throws nothing. */
export function doors(cloud: Opened): (request: IncomingMessage, response: ServerResponse) => boolean {
  const all = doorsOf(cloud);
  const json = new Map(all.flatMap((each) => Object.entries(each.json ?? {})));
  const raw = new Map(all.flatMap((each) => Object.entries(each.raw ?? {})));
  return (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const page = find(raw, request.method, url.pathname);
    if (page && !isAwsCall(request, url)) {
      guarded(request, response, () => page.door(request, response, url));
      return true;
    }
    if (!url.pathname.startsWith("/_signalbox/")) return false;
    const found = find(json, request.method, url.pathname);
    void answer(found, request, response, url);
    return true;
  };
}

/** The root belongs to services such as S3 as well: a signed request is theirs. */
const isAwsCall = ({ headers }: IncomingMessage, url: URL): boolean =>
  headers.authorization !== undefined || url.searchParams.has("X-Amz-Signature");

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
    if (above !== undefined) return { door: above, rest: decodeURIComponent(path.slice(end + 1)) };
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
    reply(response, 200, await found.door({ body: await text(request), rest: found.rest, query }));
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "Error";
    reply(response, cause instanceof Refusal ? cause.status : 400, { error: messageOf(cause), name });
  }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
