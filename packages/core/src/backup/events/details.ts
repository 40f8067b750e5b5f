import { z } from "zod";
import { Arn, Count, CreatedBy, Flag, Instant, JobId, Message, Name } from "./fields.ts";

const common = {
  creationDate: Instant,
  completionDate: Instant,
  expectedCompletionDate: Instant,
  iamRoleArn: Arn,
  resourceArn: Arn,
  backupSizeInBytes: Count,
  percentDone: Count,
  statusMessage: Message,
  createdBy: CreatedBy,
};

const backupJobStates = [
  "CREATED",
  "PENDING",
  "RUNNING",
  "ABORTING",
  "ABORTED",
  "COMPLETED",
  "FAILED",
  "EXPIRED",
  "PARTIAL",
] as const;

/** `detail` of a Backup Job State Change. CREATED has little more than id and state. */
export const BackupJobDetail = z.looseObject({
  ...common,
  backupJobId: JobId,
  state: z.enum(backupJobStates),
  backupVaultName: Name,
});

/** `detail` of a Copy Job State Change. CREATED has no id; `destinationRecoveryPointArn` is `{}` until the copy is there. */
export const CopyJobDetail = z.looseObject({
  ...common,
  copyJobId: JobId.optional(),
  state: z.enum(["CREATED", "RUNNING", "COMPLETED", "FAILED", "PARTIAL"]),
  sourceBackupVaultArn: Arn,
  destinationBackupVaultArn: Arn,
  destinationRecoveryPointArn: Arn,
});

const RestoreState = z.enum(["CREATED", "PENDING", "RUNNING", "ABORTED", "COMPLETED", "FAILED"]);

/** `detail` of a Restore Job State Change: it has a status, but when it was CREATED a state. `percentDone` of one that COMPLETED may be 0. */
export const RestoreJobDetail = z
  .looseObject({
    ...common,
    restoreJobId: JobId,
    status: RestoreState.optional(),
    state: RestoreState.optional(),
    recoveryPointArn: Arn,
    createdResourceArn: Arn,
  })
  .refine(({ status, state }) => (status === undefined) !== (state === undefined), {
    error: "one of status and state",
    path: ["status"],
  });

const pointStatuses = [
  "COMPLETED",
  "PARTIAL",
  "DELETING",
  "DELETED",
  "EXPIRED",
  "AVAILABLE",
  "STOPPED",
  "CREATING",
] as const;

/** `detail` of a Recovery Point State Change. Its vault's ARN may name another account than the event. */
export const RecoveryPointDetail = z.looseObject({
  ...common,
  status: z.enum(pointStatuses),
  backupVaultName: Name,
  isEncrypted: Flag,
  calculatedLifeCycle: z.looseObject({ deleteAt: Instant }).optional(),
});

/** `detail` of a Backup Vault State Change. */
export const VaultDetail = z.looseObject({
  backupVaultName: z.string().regex(/^[\w-]{2,50}$/),
  state: z.enum(["CREATED", "MODIFIED", "DELETED"]),
  isLocked: Flag,
});

/** `detail` of the events of RDS, about an instance, a cluster or a snapshot; only newer ones have an EventID. */
export const RdsDetail = z.looseObject({
  EventCategories: z.array(z.string()),
  SourceType: z.enum(["DB_INSTANCE", "CLUSTER", "SNAPSHOT", "CLUSTER_SNAPSHOT"]),
  SourceArn: Arn,
  SourceIdentifier: z.string().min(1),
  Date: Instant,
  Message: Message,
  EventID: z
    .string()
    .regex(/^RDS-EVENT-\d{4}$/)
    .optional(),
});
