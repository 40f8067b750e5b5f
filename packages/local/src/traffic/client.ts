import type { WorldClock } from "../world/clock.ts";
import type { Answer } from "../world/plane/answer.ts";
import type { ModelPlane } from "../world/plane/model/plane.ts";
import type { Plane } from "../world/plane/plane.ts";
import { httpClient } from "./http-client.ts";
import type { UserRequest } from "./request.ts";

/** Sends requests to one url, over either plane. */
export interface Client {
  /** `answered` is called exactly once. */
  send(request: UserRequest, answered: (answer: Answer) => void): void;
  close(): void;
}

/** The client that reaches a listener of this plane. */
export function clientOf(plane: Plane | ModelPlane, url: string, clock: WorldClock): Client {
  if (!("send" in plane)) return httpClient(url, clock);
  const host = new URL(url).host;
  return {
    send: ({ method, path, headers }, answered) => plane.send(url, { method, path, headers, host }, answered),
    close: () => {},
  };
}
