import type { ContainerSetting, Image, ImageRequestHead } from "./image.ts";
import type { Latency } from "./latency.ts";

/** What a double serves: the routes of the real thing, with delays that look like it. */
export interface Application {
  /** From the start of the process until it is ready. */
  readonly start: Latency;
  /** By method and path, such as "GET /health". */
  readonly routes: ReadonlyMap<string, Route>;
  /** The hash in the cache in which its background work stands; undefined where it has no cache. */
  tasksKey?(environment: Readonly<Record<string, string>>): string | undefined;
  /** What it keeps in the container's database; nothing where it is absent. */
  chats?(setting: ContainerSetting): Chats;
  /** What its streams wait for and how long they take, in place of their routes' own; measured for as long as it runs. */
  work?(setting: ContainerSetting, ended: AbortSignal): Work;
  /** What it runs in place of serving; undefined where it has no such command. */
  readonly run?: Image["run"];
  /** Meets every other request, by its method. */
  fallback(method: string): Route;
}

/** What an application keeps in a database; one that does not answer costs no request. */
export interface Chats {
  /** Migrates at the start where it is to; whether that has ended. Until then nothing listens. */
  boot(): boolean;
  /** Whether the database refuses what this version writes: its schema is another's. */
  readonly failing: boolean;
  /** Makes what the application needs there; asked with every health check, does it once. */
  prepare(): void;
  /** Keeps a chat that was answered. */
  write(): void;
}

/** A replica that can do so much at once. */
export interface Work {
  /** Takes a request in; undefined where there is no room for it. `slowness` stretches what it does itself. */
  take(
    request: HalfRead,
    slowness: number,
  ): { readonly firstByte: number; readonly lastByte: number } | undefined;
}

export interface Route {
  /** Only streams are refused while the container drains; health routes then fail, and never fail at random. */
  readonly kind: "health" | "plain" | "stream";
  /** Of a proper request; 200 unless said. What is wrong in a body, only `reply` sees. */
  readonly status?: number;
  readonly firstByte: Latency;
  /** From the first byte to the last; none for an answer in one piece. */
  readonly stream?: Latency;
  /** What a proper request sets going that outlives its answer; undefined where it is nothing. */
  background?(request: HalfRead): Background | undefined;
  reply(request: ImageRequest, facts: Facts): Reply;
}

/** Modelled traffic has no bodies. */
export type HalfRead = ImageRequestHead & { readonly body?: string };

/** A generation that goes on when its connection is gone. */
export interface Background {
  /** The chat that it is for. */
  readonly chat: string;
  readonly lasts: Latency;
}

export type ImageRequest = ImageRequestHead & { readonly body: string };

/** What a reply may tell of its container. */
export interface Facts {
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** From the request to its answer's first and last byte. */
  readonly seconds: { readonly first: number; readonly last: number };
  /** Id of what the request has set going in the background. */
  readonly task?: string;
  uuid(): string;
}

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  /** Pieces are sent one by one as time passes. */
  readonly body: string | readonly string[];
}

export const json = (value: unknown, status = 200): Reply => ({
  status,
  contentType: "application/json",
  body: JSON.stringify(value),
});
