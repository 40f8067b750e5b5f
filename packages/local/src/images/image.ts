import type { Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "@signalbox/core/clock";
import type { Clients } from "@signalbox/functions/aws/clients";
import type { Hashes } from "../world/cache/hashes.ts";
import type { Database } from "../world/database/database-plane.ts";
import type { Answer } from "../world/plane/answer.ts";
import type { Random } from "../world/random.ts";
import type { BehaviourName } from "./behaviour.ts";

/**
 * A double of a container image, the same for real HTTP and for modelled traffic: `behave` decides what a request meets,
 * `answer` says it in full.
 */
export interface Image {
  readonly repository: string;
  /** Throws a NamedError when the container cannot start: its process exits at once, code 1, the message as reason. */
  create(setting: ContainerSetting): Container;
  /** Runs a command until it ends or `signal` ends it; answers its exit code, undefined where the double knows no such command. */
  run?(
    setting: ContainerSetting,
    command: readonly string[],
    signal: AbortSignal,
  ): Promise<number> | undefined;
}

export interface ContainerSetting {
  readonly clock: Clock;
  readonly random: Random;
  readonly environment: Readonly<Record<string, string>>;
  /** From the image's manifest; `dev.signalbox.behaviour` chooses how it misbehaves, good when absent; `dev.signalbox.upgrade` what its migration does. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly revision: string;
  /** Of its region; what it writes there is kept when it ends. */
  readonly cache?: Hashes;
  /** Where its environment's DATABASE_HOST leads at the time; undefined where that is nowhere. */
  readonly database?: () => Database | undefined;
  /** Takes a line that the container writes to its standard output. */
  log?(line: string): void;
  /** How long it takes until it answers; as its double usually takes where absent. */
  readonly startUp?: StartUp;
  /** Takes what the container measures of itself, as a sidecar beside it would. */
  measure?(measured: Measured): void;
  /** Sends a request without a body to a listener's url, as any task may that reaches it. */
  visit?(url: string, request: ImageRequestHead): Promise<Answer>;
  /** The url on this machine of a load balancer's listener that AWS would have at that host and port; undefined where there is none. */
  listenerAt?(host: string, port: number): string | undefined;
  /** What it calls AWS with, by the role of its task; absent where that has none. */
  readonly clients?: () => Clients;
  /** How the container misbehaves just now, whatever its image says; asked for each request. */
  imposed?(): BehaviourName | undefined;
}

export interface StartUp {
  readonly weightsMs: number;
  readonly warmUpMs: number;
}

export interface Measured {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

export interface Container {
  /** What this request meets, decided at once: status and seconds to the first byte and to the last. */
  behave(request: ImageRequestHead): Behaviour;
  /** The whole answer; the chunks of a stream come as the container's clock passes. A stream must be iterated. */
  answer(request: ImageRequestHead & { readonly body: string }): Promise<ImageResponse>;
  /** A server of its own, that passes requests on: real HTTP needs neither `behave` nor `answer` of it then. */
  server?(): Server;
  /** What a modelled request meets that is passed on: known only when the answer has come. */
  pass?(request: ImageRequestHead): Promise<Answer>;
  /** A request to leave HTTP, such as a WebSocket's: the container writes the 101 and owns the connection from there. */
  upgrade?(request: ImageRequestHead, socket: Duplex): void;
  /** SIGTERM: health fails from now on, new streams are refused; resolves when the running ones have ended. */
  terminate(): Promise<void>;
  /** The process is gone, by itself or killed: nothing of it goes on. */
  ended?(): void;
}

export interface ImageRequestHead {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Behaviour {
  readonly status: number;
  readonly firstByteSeconds: number;
  readonly lastByteSeconds: number;
}

export interface ImageResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | AsyncIterable<string>;
}
