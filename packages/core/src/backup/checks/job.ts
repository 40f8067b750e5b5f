import type { BackupError } from "../errors.ts";
import type { Finding } from "../finding.ts";

/** The end of a job, as Describe…Job tells it. */
export interface EndedJob {
  /** State of a backup or copy, Status of a restore. */
  readonly state: string;
  /** AWS puts some of them in quotation marks. */
  readonly message: string;
  /** The creation date of the point that it made or restored; undefined where it made none. */
  readonly capturedAt: number | undefined;
  /** When the run that wanted it was due or asked for. */
  readonly wantedAt: number;
}

/** Clocks of AWS and of the run may differ by so much. */
const skewMs = 60_000;

/**
 * What the end of a backup job says; empty: it ended well, and its content may be looked at. COMPLETED with a message is what the console
 * calls "Completed with issues": https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function jobFindings({ state, message, capturedAt, wantedAt }: EndedJob): readonly Finding[] {
  const said = message.replaceAll(/^"+|"+$/g, "").trim();
  const sentence =
    said === "" ? `AWS Backup says ${state} and no more.` : `AWS Backup says ${state}: ${said}`;
  if (state !== "COMPLETED") return [{ error: errorOf(state, said), where: "job", sentence }];
  const findings: Finding[] = [];
  if (said !== "") findings.push({ error: "Backup.CompletedWithIssues", where: "job", sentence });
  if (capturedAt !== undefined && capturedAt < wantedAt - skewMs)
    findings.push({
      error: "Backup.OldPoint",
      where: "job",
      sentence: `The job ended with a point of ${iso(capturedAt)}, but one of ${iso(wantedAt)} was wanted.`,
    });
  return findings;
}

/** By AWS's words, since its jobs have no codes; what they do not tell is a failed job. */
function errorOf(state: string, message: string): BackupError {
  if (/\bkms\b|encryption key|\bkey\b.*(disabled|deletion|denied|access)/i.test(message))
    return "Backup.WrongKey";
  if (/vault .*does not exist|vault .*not found/i.test(message)) return "Backup.VaultMissing";
  if (/access ?denied|not authori[sz]ed|permission/i.test(message)) return "Backup.AccessDenied";
  if (state === "EXPIRED") return "Backup.JobNotStarted";
  if (state === "ABORTED" || state === "ABORTING") return "Backup.JobAborted";
  return state === "PARTIAL" ? "Backup.Partial" : "Backup.JobFailed";
}

const iso = (at: number): string => new Date(at).toISOString();
