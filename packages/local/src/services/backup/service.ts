import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { backupJobOf, listBackupJobs, shownBackupJob, startBackupJob, stopBackupJob } from "./backup-jobs.ts";
import { type Backups, emptyState, type RegionState, vaultOf } from "./backups.ts";
import { bucketResource } from "./bucket-resource.ts";
import { clusterResource } from "./cluster-resource.ts";
import { copyJobOf, listCopyJobs, shownCopyJob, startCopyJob } from "./copy-jobs.ts";
import { fileSystemResource } from "./file-system-resource.ts";
import { type BackupHazards, noHazards } from "./hazards.ts";
import { deleteLock, putLock } from "./lock.ts";
import {
  createBackupVault,
  deleteBackupVault,
  describeBackupVault,
  listBackupVaults,
  vaultArn,
} from "./manage-vaults.ts";
import {
  deleteRecoveryPoint,
  describeRecoveryPoint,
  getRecoveryPointRestoreMetadata,
  listRecoveryPointsByBackupVault,
  listRecoveryPointsByResource,
  updateRecoveryPointLifecycle,
} from "./recovery-points.ts";
import {
  listRestoreJobs,
  putRestoreValidationResult,
  restoreJobOf,
  shownRestoreJob,
  startRestoreJob,
} from "./restore-jobs.ts";
import { runBackupJob } from "./run-backup-job.ts";
import { runCopyJob } from "./run-copy-job.ts";
import { runRestoreJob } from "./run-restore-job.ts";
import { tagsOf } from "./tags.ts";
import { notFound } from "./vault.ts";

/** AWS Backup: vaults with their locks, and jobs that back up, copy and restore real contents. No plans. */
export function backup(world: World, hazards: BackupHazards = noHazards): Service<"backup"> {
  const stopped = new AbortController();
  const of = regional(emptyState);
  const backups: Backups = {
    world,
    random: world.random.fork("backup"),
    of,
    resources: [
      fileSystemResource(world, stopped.signal),
      bucketResource(world),
      clusterResource(world, stopped.signal),
    ],
    hazards,
    stopped: stopped.signal,
  };
  const onVault = (
    { BackupVaultName = "*" }: { BackupVaultName?: string | undefined },
    { region }: CallContext,
  ) => [vaultArn(world.account, region, BackupVaultName)];
  const onPoint = ({ RecoveryPointArn = "*" }: { RecoveryPointArn?: string | undefined }) => [
    RecoveryPointArn,
  ];
  const onArn = ({ ResourceArn = "*" }: { ResourceArn?: string | undefined }) => [ResourceArn];
  const passed = ({ IamRoleArn }: { IamRoleArn?: string | undefined }) =>
    IamRoleArn === undefined ? [] : [IamRoleArn];
  const carryOn = ({ backupJobs, copyJobs, restoreJobs }: RegionState): void => {
    for (const job of backupJobs.values())
      world.background(`backup job ${job.id}`, () => runBackupJob(backups, job));
    for (const job of copyJobs.values())
      world.background(`copy job ${job.id}`, () => runCopyJob(backups, job));
    for (const job of restoreJobs.values())
      world.background(`restore job ${job.id}`, () => runRestoreJob(backups, job));
  };
  return {
    name: "backup",
    memory: {
      ...regionalMemory(
        of,
        (state) => ({ ...state }),
        (state, saved) => {
          for (const [id, vault] of saved.vaults) state.vaults.set(id, vault);
          for (const [id, job] of saved.backupJobs) state.backupJobs.set(id, job);
          for (const [id, job] of saved.copyJobs) state.copyJobs.set(id, job);
          for (const [id, job] of saved.restoreJobs) state.restoreJobs.set(id, job);
          for (const [token, id] of saved.tokens) state.tokens.set(token, id);
        },
      ),
      carryOn: () => {
        for (const state of of.known().values()) carryOn(state);
      },
    },
    operations: {
      CreateBackupVault: (input, context) => createBackupVault(backups, input, context),
      DescribeBackupVault: (input, context) => describeBackupVault(backups, input, context),
      ListBackupVaults: (input, context) => listBackupVaults(backups, input, context),
      DeleteBackupVault: async (input, context) => {
        await deleteBackupVault(backups, input, context);
        return {};
      },
      PutBackupVaultLockConfiguration: async (input, { region }) => {
        putLock(await vaultOf(backups, region, input.BackupVaultName), input, world.clock.now());
        return {};
      },
      DeleteBackupVaultLockConfiguration: async ({ BackupVaultName }, { region }) => {
        deleteLock(await vaultOf(backups, region, BackupVaultName), world.clock.now());
        return {};
      },
      PutBackupVaultAccessPolicy: async ({ BackupVaultName, Policy }, { region }) => {
        (await vaultOf(backups, region, BackupVaultName)).policy = Policy;
        return {};
      },
      GetBackupVaultAccessPolicy: async ({ BackupVaultName }, { region }) => {
        const { name, arn, policy } = await vaultOf(backups, region, BackupVaultName);
        if (policy === undefined) throw notFound(`Backup vault ${name} has no access policy`);
        return { BackupVaultName: name, BackupVaultArn: arn, Policy: policy };
      },
      DeleteBackupVaultAccessPolicy: async ({ BackupVaultName }, { region }) => {
        (await vaultOf(backups, region, BackupVaultName)).policy = undefined;
        return {};
      },
      StartBackupJob: (input, context) => startBackupJob(backups, input, context),
      DescribeBackupJob: ({ BackupJobId }, { region }) =>
        shownBackupJob(backups, backupJobOf(backups, region, BackupJobId)),
      ListBackupJobs: (input, context) => listBackupJobs(backups, input, context),
      StopBackupJob: ({ BackupJobId }, { region }) => {
        stopBackupJob(backups, backupJobOf(backups, region, BackupJobId));
        return {};
      },
      StartCopyJob: (input, context) => startCopyJob(backups, input, context),
      DescribeCopyJob: ({ CopyJobId }, { region }) => ({
        CopyJob: shownCopyJob(backups, copyJobOf(backups, region, CopyJobId)),
      }),
      ListCopyJobs: (input, context) => listCopyJobs(backups, input, context),
      StartRestoreJob: (input, context) => startRestoreJob(backups, input, context),
      DescribeRestoreJob: ({ RestoreJobId }, { region }) =>
        shownRestoreJob(backups, restoreJobOf(backups, region, RestoreJobId)),
      ListRestoreJobs: (input, context) => listRestoreJobs(backups, input, context),
      PutRestoreValidationResult: (input, { region }) => {
        putRestoreValidationResult(restoreJobOf(backups, region, input.RestoreJobId), input);
        return {};
      },
      DescribeRecoveryPoint: (input, context) => describeRecoveryPoint(backups, input, context),
      ListRecoveryPointsByBackupVault: (input, context) =>
        listRecoveryPointsByBackupVault(backups, input, context),
      ListRecoveryPointsByResource: (input, context) => listRecoveryPointsByResource(backups, input, context),
      GetRecoveryPointRestoreMetadata: (input, context) =>
        getRecoveryPointRestoreMetadata(backups, input, context),
      UpdateRecoveryPointLifecycle: (input, context) => updateRecoveryPointLifecycle(backups, input, context),
      DeleteRecoveryPoint: async (input, context) => {
        await deleteRecoveryPoint(backups, input, context);
        return {};
      },
      TagResource: async ({ ResourceArn, Tags = {} }, { region }) => {
        const tags = await tagsOf(backups, region, ResourceArn);
        for (const [key, value] of Object.entries(Tags)) tags.set(key, value);
        return {};
      },
      UntagResource: async ({ ResourceArn, TagKeyList = [] }, { region }) => {
        const tags = await tagsOf(backups, region, ResourceArn);
        for (const key of TagKeyList) tags.delete(key);
        return {};
      },
      ListTags: async ({ ResourceArn }, { region }) => ({
        Tags: Object.fromEntries(await tagsOf(backups, region, ResourceArn)),
      }),
    },
    resources: {
      CreateBackupVault: onVault,
      DescribeBackupVault: onVault,
      DeleteBackupVault: onVault,
      PutBackupVaultLockConfiguration: onVault,
      DeleteBackupVaultLockConfiguration: onVault,
      PutBackupVaultAccessPolicy: onVault,
      GetBackupVaultAccessPolicy: onVault,
      DeleteBackupVaultAccessPolicy: onVault,
      StartBackupJob: onVault,
      StartCopyJob: onPoint,
      StartRestoreJob: onPoint,
      DescribeRecoveryPoint: onPoint,
      ListRecoveryPointsByBackupVault: onVault,
      GetRecoveryPointRestoreMetadata: onPoint,
      UpdateRecoveryPointLifecycle: onPoint,
      DeleteRecoveryPoint: onPoint,
      TagResource: onArn,
      UntagResource: onArn,
      ListTags: onArn,
    },
    passes: { StartBackupJob: passed, StartCopyJob: passed, StartRestoreJob: passed },
    stop: async () => stopped.abort(new DOMException("the local cloud stops", "AbortError")),
  };
}
