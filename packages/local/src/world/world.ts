import type { ServiceName } from "../services/modules.ts";
import type { Input, OperationName, Output, Principal } from "../services/service.ts";
import type { WorldClock } from "./clock.ts";
import type { DatabasePlane } from "./database/database-plane.ts";
import type { FilePlane } from "./files/file-plane.ts";
import type { Links } from "./links.ts";
import type { Plane } from "./plane/plane.ts";
import type { Random } from "./random.ts";

/** An event on a region's default bus, in EventBridge's envelope. */
export interface AwsEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601, whole seconds, as AWS writes it. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** One value, or many equal ones, that an AWS service reports of itself to CloudWatch. */
export interface Datum {
  readonly region: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
  /** How many times the value was seen; 1 unless said. */
  readonly count?: number;
  readonly unit?: string;
  /** Milliseconds since 1970; now unless said. */
  readonly at?: number;
  /** Kept by the second, as what is put with a storage resolution of one; by the minute unless said. */
  readonly fine?: true;
}

/** Lines that an AWS service writes to a log on its own, such as Lambda's of an invocation. */
export interface LogRecord {
  readonly region: string;
  readonly group: string;
  readonly stream: string;
  readonly lines: readonly string[];
}

/** Subscribers of one kind of happening, called in order and synchronously. */
export interface Channel<T> {
  publish(value: T): void;
  subscribe(listener: (value: T) => void): () => void;
}

/** What all services share: time, chance, the data plane, and the ways to reach one another. */
export interface World {
  readonly account: string;
  readonly regions: readonly string[];
  readonly clock: WorldClock;
  readonly random: Random;
  readonly plane: Plane;
  /** Behind RDS. */
  readonly databases: DatabasePlane;
  /** What lies in file systems, buckets and backups of them. */
  readonly files: FilePlane;
  readonly links: Links;
  /** Events that AWS services emit; the events service puts them on the region's default bus. */
  readonly events: Channel<AwsEvent>;
  /** Metrics that AWS services report; the CloudWatch service stores them. */
  readonly metrics: Channel<Datum>;
  /** What AWS services log; the CloudWatch Logs service keeps it. */
  readonly logs: Channel<LogRecord>;
  /** Calls a service through the same gate as the wire: roles are checked, the call is logged. */
  call<S extends ServiceName, Op extends OperationName<S>>(
    service: S,
    operation: Op,
    input: Input<S, Op>,
    caller: { readonly region: string; readonly principal: Principal },
  ): Promise<Output<S, Op>>;
  /** Runs work that nobody awaits (a job, a delivery); what it throws is reported, never lost. */
  background(label: string, work: () => Promise<void>): void;
}
