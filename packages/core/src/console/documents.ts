/**
 * What the local cloud pushes to the page. A stream carries puts: one document at a time, whole, keyed by topic and id;
 * only documents that changed are sent. Times are ISO 8601 in the world's clock unless said.
 */
import type { ClassEntry, TargetEntry } from "../backup/catalogue/entries.ts";
import type { Acknowledgement } from "../failover/acknowledgement.ts";
import type { EpochRecord } from "../failover/epoch-record.ts";
import type { Observation } from "../failover/observation.ts";
import type { Readiness } from "../failover/readiness.ts";
import type { FailoverRun } from "../failover/run.ts";
import type { Act, Decision, Lock, Run } from "../ledger/records.ts";
import type { FailoverPlaces } from "../platform/failover-places.ts";
import type { Side } from "../platform/platform.ts";
import type { ReleasePolicy } from "../release/policy.ts";
import type { PlannedEntry } from "../scaling/status/entry.ts";
import type { Held } from "../scaling/status/held.ts";
import type { PlannedSeries } from "../scaling/status/series.ts";

export interface Documents {
  readonly cloud: CloudDocument;
  readonly group: GroupDocument;
  readonly execution: ExecutionDocument;
  readonly alarm: AlarmDocument;
  readonly metrics: MetricsDocument;
  readonly fault: FaultDocument;
  readonly backup: BackupDocument;
  readonly restorable: RestorableDocument;
  readonly scaling: ScalingDocument;
  readonly region: RegionDocument;
}

export type Topic = keyof Documents;

/** One message of the stream; `value` null takes the document away. */
export type Put = {
  readonly [T in Topic]: { readonly topic: T; readonly id: string; readonly value: Documents[T] | null };
}[Topic];

export interface CloudDocument {
  readonly account: string;
  /** The first one holds the platform. */
  readonly regions: readonly string[];
  readonly clock: { readonly kind: "real" | "accelerated" | "virtual"; readonly factor: number };
  /** Regions in which Signalbox is deployed. */
  readonly deployed: readonly string[];
  /** Why parts of the page stand still: a fault may hit the page's own calls too. */
  readonly troubles: readonly string[];
}

export interface SideTotals {
  /**
   * `repository:tag` or `repository@digest` of the task definition; empty where none is known, several where services run
   * different ones.
   */
  readonly image: string;
  readonly desired: number;
  readonly running: number;
  readonly healthy: number;
  /** Weight in the listener rules, percent. */
  readonly wanted: number;
  /** Percent of the last whole minute's requests; absent without traffic. */
  readonly seen?: number;
  readonly requests: number;
}

export interface SideDocument extends SideTotals {
  readonly service: string;
}

/** One service of a group with two sides. */
export interface ServiceDocument {
  readonly name: string;
  readonly sides: Readonly<Record<Side, SideDocument>>;
  /** The side that the preview listener serves; absent where ECS does not move it. */
  readonly preview?: Side;
  /** The newest one; absent where no ECS deployment moves the traffic. */
  readonly deployment?: DeploymentDocument;
}

/** One service of a group that ECS replaces task by task. */
export interface RollingServiceDocument {
  readonly name: string;
  /** Name of the ECS service. */
  readonly service: string;
  readonly image: string;
  readonly desired: number;
  readonly running: number;
  /** Absent where no load balancer asks. */
  readonly healthy?: number;
  /** Of the last whole minute; absent where no load balancer counts them. */
  readonly requests?: number;
  /** The newest one; absent before the first release. */
  readonly deployment?: DeploymentDocument;
}

/** What ECS says of a service deployment. */
export interface DeploymentDocument {
  /** ServiceDeploymentStatus. */
  readonly status: string;
  readonly reason?: string;
  /** ServiceDeploymentLifecycleStage, of a blue-green one. */
  readonly stage?: string;
  /** Whether a pause awaits its answer. */
  readonly waits: boolean;
  /** What it brings, as `repository:tag` or `repository@digest`. */
  readonly image: string;
  /** Tasks of what it brings. */
  readonly requested: number;
  readonly running: number;
  readonly pending: number;
  /** Tasks that the circuit breaker has seen fail, and at how many it stops; absent where it is off. */
  readonly breaker?: { readonly failed: number; readonly threshold: number };
}

/** A wait on a task token: a bake, a hold or a gate. */
export interface WaitDocument {
  readonly state: string;
  readonly entered: string;
  readonly deadline: string;
}

export type PersonsAction = "promote" | "promote-fully" | "abort";

interface ReleasedDocument {
  readonly region: string;
  readonly name: string;
  readonly repository: string;
  readonly policy: ReleasePolicy;
  /** Whether its images migrate a database. */
  readonly migrates: boolean;
  /** Start of the minute that `seen` is about. */
  readonly seenAt?: string;
  readonly lock?: Lock;
  /** The release that holds the lock, or else the last one. */
  readonly run?: Run;
  readonly wait?: WaitDocument;
  /** What a person may decide about the run now. */
  readonly may: readonly PersonsAction[];
  readonly acts: readonly Act[];
  readonly decisions: readonly Decision[];
}

export interface SidedGroupDocument extends ReleasedDocument {
  readonly strategy: "canary" | "blue-green";
  /** All services together. */
  readonly sides: Readonly<Record<Side, SideTotals>>;
  readonly services: readonly ServiceDocument[];
}

export interface RollingGroupDocument extends ReleasedDocument {
  readonly strategy: "rolling";
  readonly services: readonly RollingServiceDocument[];
}

export type GroupDocument = SidedGroupDocument | RollingGroupDocument;

export interface ExecutionDocument {
  readonly arn: string;
  readonly region: string;
  /** Name of the state machine. */
  readonly machine: string;
  readonly name: string;
  readonly status: string;
  readonly started: string;
  readonly stopped?: string;
  /** JSON text, as it was started. */
  readonly input: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  /** States entered and not yet left. */
  readonly current: readonly string[];
  readonly redriveStatus: string;
  readonly redriveCount: number;
}

export interface AlarmDocument {
  readonly region: string;
  readonly name: string;
  readonly description: string;
  /** Of a composite alarm: what it is made of. It has no metric, so the fields about one say nothing. */
  readonly rule?: string;
  readonly state: string;
  readonly reason: string;
  readonly updated: string;
  readonly metric: string;
  readonly statistic: string;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly comparison: string;
  readonly threshold: number;
  readonly series: Series;
}

/** Points of one metric, oldest first; `times` in seconds since 1970. */
export interface Series {
  readonly times: readonly number[];
  readonly values: readonly (number | null)[];
}

/** Both sides of a group, minute by minute, all its services together. */
export interface MetricsDocument {
  readonly region: string;
  readonly group: string;
  readonly times: readonly number[];
  readonly sides: Readonly<Record<Side, SideMetrics>>;
}

export interface SideMetrics {
  readonly requests: readonly (number | null)[];
  /** Percent of requests answered 5xx. */
  readonly errors: readonly (number | null)[];
  /** Seconds. */
  readonly p95: readonly (number | null)[];
}

/** A class of backups. Its times are milliseconds since 1970. */
export interface BackupDocument extends ClassEntry {
  readonly region: string;
}

/** What can be restored, and its newest restores. Its times are milliseconds since 1970. */
export interface RestorableDocument extends TargetEntry {
  readonly region: string;
}

/** A service whose replicas are planned. Its times are milliseconds since 1970. */
export interface ScalingDocument extends PlannedEntry {
  readonly region: string;
  /** The last hours. */
  readonly series: PlannedSeries;
  /** USD since midnight UTC. */
  readonly todayUsd: number;
  /** What its holder keeps; absent where it has none, or where that is silent. */
  readonly held?: Held;
}

/** What one region's own table has of failovers; of three, any two decide. */
export interface RegionDocument {
  readonly region: string;
  readonly places: FailoverPlaces;
  /** Why its table did not answer at the last look; the rest is as it was before. */
  readonly silent?: string;
  readonly epochs: readonly EpochRecord[];
  readonly acknowledged?: Acknowledgement;
  /** The last word of each observer about each region. */
  readonly seen: readonly Observation[];
  /** Absent where nobody has looked yet, and in a region that takes nothing over. */
  readonly readiness?: Readiness;
  readonly runs: readonly FailoverRun[];
}

/** Something that is broken on purpose, with its own fields beside these. */
export interface FaultDocument {
  readonly id: string;
  readonly kind: string;
  /** How often it has struck. */
  readonly strikes: number;
  readonly [field: string]: unknown;
}

/** An event on a default bus. */
export interface BusEvent {
  readonly id: string;
  readonly time: string;
  readonly region: string;
  readonly source: string;
  readonly type: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** An event of an execution's history, with AWS's own field names; the timestamp is ISO 8601. */
export interface HistoryRecord {
  readonly id: number;
  readonly previousEventId?: number;
  readonly type: string;
  readonly timestamp: string;
  readonly [details: `${string}EventDetails`]: Readonly<Record<string, unknown>> | undefined;
}

/** Events of one execution that the page has not yet; `from` is the id of the first one. */
export interface HistoryBatch {
  readonly arn: string;
  readonly events: readonly HistoryRecord[];
}

/** What can be started, and what the page needs to say about it. */
export interface WorkflowDocument {
  readonly name: string;
  readonly description: string;
  readonly region: string;
  readonly machineArn: string;
  readonly triggers: readonly string[];
  /** JSON Schema, draft 2020-12. */
  readonly input: object;
  readonly example: object;
  readonly plans: boolean;
}

export type ErrorDocuments = Readonly<Record<string, { readonly meaning: string; readonly action: string }>>;
