import { z } from "zod";
import {
  BackupJobDetail,
  CopyJobDetail,
  RdsDetail,
  RecoveryPointDetail,
  RestoreJobDetail,
  VaultDetail,
} from "./details.ts";
import { Envelope, reasonOf } from "./envelope.ts";
import type { BackupEvent, Common } from "./event.ts";

type Parser = (event: Envelope, common: Common) => BackupEvent;

/** A parser that hands on what its schema takes of `detail`; anything else is unknown, with the reason. */
function parser<S extends z.ZodType>(
  schema: S,
  told: (detail: z.output<S>, event: Envelope, common: Common) => BackupEvent,
): Parser {
  return (event, common) => {
    const detail = schema.safeParse(event.detail);
    return detail.success
      ? told(detail.data, event, common)
      : { kind: "unknown", id: event.id, of: nameOf(event), reason: reasonOf(detail.error) };
  };
}

const nameOf = (event: Envelope): string => `${event.source} ${event["detail-type"]}`;

/** What several kinds of jobs have, by the names of their `detail`. */
const jobOf = (detail: {
  readonly statusMessage?: string | undefined;
  readonly resourceArn?: string | undefined;
  readonly iamRoleArn?: string | undefined;
  readonly createdBy?: object | undefined;
  readonly completionDate?: number | undefined;
}) => ({
  message: detail.statusMessage,
  resource: detail.resourceArn,
  role: detail.iamRoleArn,
  byPlan: detail.createdBy !== undefined,
  completedAt: detail.completionDate,
});

const firstArn = ({ resources }: Envelope): string | undefined =>
  resources.find((each) => each.startsWith("arn:"));

const rds = parser(RdsDetail, (detail, _event, common) => ({
  ...common,
  kind: "rds",
  source: detail.SourceArn,
  name: detail.SourceIdentifier,
  categories: detail.EventCategories,
  code: detail.EventID,
  message: detail.Message,
}));

const parsers: Readonly<Record<string, Parser>> = {
  "aws.backup Backup Job State Change": parser(BackupJobDetail, (detail, event, common) => ({
    ...common,
    kind: "backup-job",
    ...jobOf(detail),
    job: detail.backupJobId,
    state: detail.state,
    vault: detail.backupVaultName,
    point: firstArn(event),
    issues: detail.state === "COMPLETED" && detail.statusMessage !== undefined,
  })),
  "aws.backup Copy Job State Change": parser(CopyJobDetail, (detail, event, common) => ({
    ...common,
    kind: "copy-job",
    ...jobOf(detail),
    job: detail.copyJobId,
    state: detail.state,
    point: firstArn(event),
    fromVault: detail.sourceBackupVaultArn,
    toVault: detail.destinationBackupVaultArn,
    copy: detail.destinationRecoveryPointArn,
  })),
  "aws.backup Restore Job State Change": parser(RestoreJobDetail, (detail, _event, common) => ({
    ...common,
    kind: "restore-job",
    ...jobOf(detail),
    job: detail.restoreJobId,
    state: detail.status ?? detail.state ?? "CREATED",
    created: detail.createdResourceArn,
  })),
  "aws.backup Recovery Point State Change": parser(RecoveryPointDetail, (detail, event, common) => ({
    ...common,
    kind: "recovery-point",
    ...jobOf(detail),
    state: detail.status,
    point: firstArn(event),
    vault: detail.backupVaultName,
    deleteAt: detail.calculatedLifeCycle?.deleteAt,
  })),
  "aws.backup Backup Vault State Change": parser(VaultDetail, (detail, _event, common) => ({
    ...common,
    kind: "vault",
    vault: detail.backupVaultName,
    state: detail.state,
    locked: detail.isLocked,
  })),
  "aws.rds RDS DB Instance Event": rds,
  "aws.rds RDS DB Cluster Event": rds,
  "aws.rds RDS DB Snapshot Event": rds,
  "aws.rds RDS DB Cluster Snapshot Event": rds,
};

const sources: ReadonlySet<string> = new Set(["aws.backup", "aws.rds"]);
const Sourced = z.looseObject({ source: z.string() });

/** Events of AWS Backup that say nothing of jobs, points or vaults. */
const otherDetailTypes: ReadonlySet<string> = new Set([
  "Backup Plan State Change",
  "Region Setting State Change",
  "Recovery Point Index State Change",
  "Scan Job State Change",
  "AWS API Call via CloudTrail",
]);

/**
 * Reads what EventBridge delivers, whatever it is. Never throws: what is not about backups is not ours, and what should be and
 * has a shape that nobody has described is unknown, with the reason.
 */
export function parseEvent(given: unknown): BackupEvent {
  const from = Sourced.safeParse(given);
  if (from.success && !sources.has(from.data.source)) return { kind: "not-ours", of: from.data.source };
  const envelope = Envelope.safeParse(given);
  if (!envelope.success)
    return { kind: "unknown", id: undefined, of: "event", reason: reasonOf(envelope.error) };
  const { source, region, id, time } = envelope.data;
  const of = nameOf(envelope.data);
  const parse = Object.hasOwn(parsers, of) ? parsers[of] : undefined;
  if (parse) return parse(envelope.data, { id, region, sentAt: Date.parse(time) });
  return source === "aws.backup" && !otherDetailTypes.has(envelope.data["detail-type"])
    ? { kind: "unknown", id, of, reason: "nobody has described this detail-type" }
    : { kind: "not-ours", of };
}
