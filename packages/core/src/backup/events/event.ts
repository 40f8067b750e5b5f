export interface Common {
  readonly id: string;
  readonly region: string;
  /** When the event was sent, in milliseconds since 1970; AWS Backup gathers them for up to five minutes. */
  readonly sentAt: number;
}

/** What an event says of a job or a point; ARNs and dates are undefined until there are any. */
interface Job extends Common {
  readonly state: string;
  readonly message: string | undefined;
  readonly resource: string | undefined;
  readonly role: string | undefined;
  /** Whether a plan of AWS Backup started it. */
  readonly byPlan: boolean;
  /** Milliseconds since 1970. */
  readonly completedAt: number | undefined;
}

export interface BackupJobEvent extends Job {
  readonly kind: "backup-job";
  readonly job: string;
  readonly vault: string | undefined;
  readonly point: string | undefined;
  /** COMPLETED with a message: what the console calls "Completed with issues". */
  readonly issues: boolean;
}
export interface CopyJobEvent extends Job {
  readonly kind: "copy-job";
  readonly job: string | undefined;
  readonly point: string | undefined;
  readonly fromVault: string | undefined;
  readonly toVault: string | undefined;
  readonly copy: string | undefined;
}
export interface RestoreJobEvent extends Job {
  readonly kind: "restore-job";
  readonly job: string;
  readonly created: string | undefined;
}
export interface RecoveryPointEvent extends Job {
  readonly kind: "recovery-point";
  readonly point: string | undefined;
  readonly vault: string | undefined;
  /** By its lifecycle. */
  readonly deleteAt: number | undefined;
}
export interface VaultEvent extends Common {
  readonly kind: "vault";
  readonly vault: string;
  readonly state: string;
  /** Undefined: it does not say. */
  readonly locked: boolean | undefined;
}
export interface RdsEvent extends Common {
  readonly kind: "rds";
  readonly source: string | undefined;
  readonly name: string;
  readonly categories: readonly string[];
  readonly code: string | undefined;
  readonly message: string | undefined;
}
/** Nothing about backups. */
export interface OtherEvent {
  readonly kind: "not-ours";
  readonly of: string;
}

/** An event that nobody has described: recorded and told to a person, never dropped. */
export interface UnknownEvent {
  readonly kind: "unknown";
  /** The event's id, as far as it can be read. */
  readonly id: string | undefined;
  /** Its source and detail-type. */
  readonly of: string;
  /** Which field is not as it should be, and how. */
  readonly reason: string;
}

export type BackupEvent =
  | BackupJobEvent
  | CopyJobEvent
  | RestoreJobEvent
  | RecoveryPointEvent
  | VaultEvent
  | RdsEvent
  | OtherEvent
  | UnknownEvent;
