import type { FileHarm } from "../../world/files/harm.ts";

/** How a job may end otherwise than well. */
export const outcomes = ["fail", "abort", "expire", "partial", "issues"] as const;
export type Outcome = (typeof outcomes)[number];

export const jobKinds = ["backup", "copy", "restore"] as const;
export type JobKind = (typeof jobKinds)[number];

/** What befalls one job; decided when it starts, so that a restart of the cloud does not change it. */
export interface Misfortune {
  readonly outcome?: Outcome;
  /** What the job will say of it. */
  readonly message?: string;
  readonly delayMs?: number;
  /** Of what it made; the job does not know. */
  readonly damage?: FileHarm;
}

export interface BackupHazards {
  befalls(job: {
    readonly kind: JobKind;
    readonly resourceType: string;
    readonly region: string;
  }): Misfortune;
}

export const noHazards: BackupHazards = { befalls: () => ({}) };
