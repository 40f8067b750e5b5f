import type { BackupError } from "../errors.ts";
import type { BackupEvent, BackupJobEvent, CopyJobEvent, RecoveryPointEvent, VaultEvent } from "./event.ts";

/** What Signalbox knows when an event comes in. */
export interface Known {
  /** Ids of jobs that runs are polling, with the run. */
  readonly jobs: ReadonlyMap<string, string>;
  /** Ids of points in the ledger; and those of them that are past their own end. */
  readonly points: ReadonlyMap<string, { readonly expiresAt: number | undefined }>;
  /** ARNs of what is backed up. */
  readonly resources: ReadonlySet<string>;
  /** Names of the vaults, and whether the configuration locks them. */
  readonly vaults: ReadonlyMap<string, { readonly locked: boolean }>;
}

/** What an event makes us do. None of it takes the event for true: a run that is woken or started asks AWS first. */
export type EventAct =
  /** Let a run poll its job now instead of later. */
  | { readonly act: "wake"; readonly run: string; readonly job: string }
  /** Start a run that copies, verifies and records a point that was made outside Signalbox; named by the point, so that it starts once. */
  | {
      readonly act: "adopt";
      readonly point: string;
      readonly resource: string;
      readonly vault: string | undefined;
    }
  /** Let the sweep describe the point now, and adopt it where no run records it. */
  | { readonly act: "look"; readonly point: string }
  /** Record the event and tell a person. */
  | { readonly act: "alarm"; readonly error: BackupError; readonly sentence: string }
  | { readonly act: "ignore"; readonly why: string };

/** What to do about an event; the same for the same event, however often it comes. */
export function decideOnEvent(event: BackupEvent, known: Known): EventAct {
  switch (event.kind) {
    case "unknown":
      return { act: "alarm", error: "Backup.UnknownEvent", sentence: `${event.of}: ${event.reason}` };
    case "backup-job":
      return wake(event.job, known) ?? foreignJob(event, known);
    case "copy-job":
      return (event.job === undefined ? undefined : wake(event.job, known)) ?? foreignCopy(event, known);
    case "restore-job":
      return wake(event.job, known) ?? ignore("somebody restores outside Signalbox");
    case "recovery-point":
      return point(event, known);
    case "vault":
      return vault(event, known);
    case "rds":
      return ignore("runs poll RDS themselves");
    case "not-ours":
      return ignore(`${event.of} is not about backups`);
  }
}

const ignore = (why: string): EventAct => ({ act: "ignore", why });

function wake(job: string, { jobs }: Known): EventAct | undefined {
  const run = jobs.get(job);
  return run === undefined ? undefined : { act: "wake", run, job };
}

function foreignJob(event: BackupJobEvent, known: Known): EventAct {
  if (event.state !== "COMPLETED") return ignore(`a job that no run polls is ${event.state}`);
  return adopt(event, known);
}

function foreignCopy(event: CopyJobEvent, known: Known): EventAct {
  if (event.state !== "COMPLETED") return ignore(`a copy that no run polls is ${event.state}`);
  // ARN of a vault: the name is its last part.
  return adopt({ ...event, point: event.copy, vault: event.toVault?.split(":").at(-1) }, known);
}

interface Foreign {
  readonly point: string | undefined;
  readonly resource: string | undefined;
  readonly vault: string | undefined;
  readonly byPlan: boolean;
  readonly completedAt: number | undefined;
}

/**
 * A point that no run polls the job of. What a plan of AWS Backup made is nobody's run: it is adopted at once. Anything else may
 * be of a run that is only just recording it, or that died then, or by hand: the sweep tells these apart by the ledger, later.
 */
function adopt({ point: id, resource, vault: into, byPlan, completedAt }: Foreign, known: Known): EventAct {
  if (resource === undefined || !known.resources.has(resource))
    return ignore("it is of nothing that is backed up here");
  if (id === undefined) return ignore("it names no point; the sweep finds it");
  if (known.points.has(id)) return ignore("the point is in the ledger already");
  return byPlan && completedAt !== undefined
    ? { act: "adopt", point: id, resource, vault: into }
    : { act: "look", point: id };
}

function point(event: RecoveryPointEvent, known: Known): EventAct {
  const { point: id, state } = event;
  const recorded = id === undefined ? undefined : known.points.get(id);
  if (id === undefined || (recorded === undefined && state !== "COMPLETED" && state !== "AVAILABLE"))
    return ignore(`a point that is not in the ledger is ${state}`);
  if (recorded === undefined) return adopt(event, known);
  const gone = state === "DELETING" || state === "DELETED" || state === "EXPIRED";
  if (gone && (recorded.expiresAt === undefined || event.sentAt < recorded.expiresAt))
    return { act: "alarm", error: "Backup.PointGone", sentence: `${id} is ${state} before its time.` };
  return { act: "look", point: id };
}

function vault(event: VaultEvent, { vaults }: Known): EventAct {
  const ours = vaults.get(event.vault);
  if (ours === undefined) return ignore("the vault is not ours");
  const { vault: name, state, locked, region } = event;
  if (state === "DELETED")
    return {
      act: "alarm",
      error: "Backup.VaultChanged",
      sentence: `The vault ${name} in ${region} was deleted.`,
    };
  return ours.locked && locked === false
    ? {
        act: "alarm",
        error: "Backup.VaultChanged",
        sentence: `The vault ${name} in ${region} is no longer locked.`,
      }
    : ignore("the vault is as it should be");
}
