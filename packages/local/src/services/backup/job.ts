import type {
  BackupJobState,
  CopyJobState,
  Lifecycle,
  RestoreJobStatus,
  RestoreValidationStatus,
} from "@aws-sdk/client-backup";
import type { Misfortune } from "./hazards.ts";

/** What all jobs have. Times are milliseconds since 1970. */
interface Job {
  readonly id: string;
  readonly region: string;
  readonly roleArn: string;
  readonly resourceArn: string;
  readonly resourceType: string;
  readonly created: number;
  readonly misfortune: Misfortune;
  message: string | undefined;
  runningSince: number | undefined;
  /** When it will be done, once it runs. */
  endsAt: number | undefined;
  completed: number | undefined;
  sizeBytes: number | undefined;
}

export interface BackupJob extends Job {
  readonly vaultName: string;
  readonly vaultArn: string;
  readonly pointArn: string;
  readonly content: string;
  readonly lifecycle: Lifecycle;
  readonly tags: Readonly<Record<string, string>>;
  readonly startBy: number;
  readonly completeBy: number;
  state: BackupJobState;
  metadata: Readonly<Record<string, string>>;
  keyArn: string | undefined;
}

export interface CopyJob extends Job {
  readonly sourceVaultName: string;
  readonly sourceVaultArn: string;
  readonly sourcePointArn: string;
  readonly destinationVaultArn: string;
  readonly destinationPointArn: string;
  readonly content: string;
  readonly lifecycle: Lifecycle;
  state: CopyJobState;
  keyArn: string | undefined;
}

export interface RestoreJob extends Job {
  readonly pointArn: string;
  readonly vaultName: string;
  readonly vaultArn: string;
  readonly pointCreated: number;
  readonly metadata: Readonly<Record<string, string>>;
  state: RestoreJobStatus;
  /** Whether something may have been made already. */
  isBegun: boolean;
  createdResourceArn: string | undefined;
  validation: RestoreValidationStatus | undefined;
  validationMessage: string | undefined;
}

/** Done in hundredths, as far as time tells; a job that runs is never quite done. */
export function percentDone(job: Job, done: boolean, now: number): number {
  if (done) return 100;
  const { runningSince, endsAt } = job;
  if (runningSince === undefined || endsAt === undefined || endsAt <= runningSince) return 0;
  return Math.min(99, Math.floor((100 * (now - runningSince)) / (endsAt - runningSince)));
}
