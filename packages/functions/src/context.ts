import type { Logger } from "@aws-lambda-powertools/logger";
import type { Clock } from "@signalbox/core/clock";
import type { Platform } from "@signalbox/core/platform/platform";
import type { Clients } from "./aws/clients.ts";
import type { ReadHashes } from "./cache/hashes.ts";
import type { Databases } from "./database/databases.ts";
import type { Reach } from "./web/reach.ts";

/** What differs between AWS and the laptop, and nothing else does. */
export interface Runtime {
  readonly clock: Clock;
  readonly clients: Clients;
  readonly platform: Platform;
  /** Takes the log's lines where stdout is not this Lambda's own; on AWS it is. */
  readonly write?: (line: string) => void;
  readonly hold?: FunctionContext["hold"];
  readonly readHashes?: FunctionContext["readHashes"];
  readonly clientsIn: FunctionContext["clientsIn"];
  readonly databases?: FunctionContext["databases"];
  readonly reach?: FunctionContext["reach"];
}

/** One visit of a state: the same over retries, another each time that the state is entered. */
export interface Visit {
  readonly execution: string;
  readonly state: string;
  readonly entered: string;
}

/** What a step may use beside its input. */
export interface StepContext extends FunctionContext {
  readonly visit: Visit;
  /** Present where the state waits for a token. */
  readonly token?: string;
}

/** What a Lambda outside any machine may use beside its input. */
export interface FunctionContext {
  readonly aws: Clients;
  readonly clock: Clock;
  readonly platform: Platform;
  readonly log: Logger;
  /** Aborts shortly before the Lambda's time is over. */
  readonly signal: AbortSignal;
  /**
   * Keeps a clock that runs fast, or jumps, to real time until `work` has settled: for servers that are no part of the world
   * that the clock belongs to. Absent where time is real.
   */
  readonly hold?: (<T>(work: Promise<T>) => Promise<T>) | undefined;
  /** Where the cache is a model; by its protocol where absent. */
  readonly readHashes?: ReadHashes | undefined;
  /**
   * The same role's clients in another region. `endpoint`: the URL of what has one of its own there, such as a cluster of ARC; on the laptop
   * all of a region is at one.
   */
  readonly clientsIn: (region: string, endpoint?: string) => Clients;
  /** Where databases have no address that a resolver knows, or are models; by PostgreSQL's protocol where absent. */
  readonly databases?: Databases | undefined;
  /** Where the platform's public names lead somewhere else than the internet's resolvers say; over the network where absent. */
  readonly reach?: Reach | undefined;
}
