import type { ErrorTable } from "../error.ts";

/** Every name under which a backup, a copy, a verification or a restore is refused, and every alarm about them. */
export const backupErrors = {
  "Backup.UnknownClass": {
    meaning: "The configuration has no class of this name.",
    action: "Name one of those that the message lists. Nothing was done.",
  },
  "Backup.UnknownRegion": {
    meaning: "The platform has no vault in the region that was named.",
    action: "Name one of those that the message lists. Nothing was done.",
  },
  "Backup.NotCopied": {
    meaning: "Points of this class are not copied to other regions.",
    action: "Give the class `copyRetentionDays` in the configuration and deploy. Nothing was done.",
  },
  "Backup.AlreadyRunning": {
    meaning: "Another run works on this class, or on this point, just now.",
    action: "Wait for it: `signalbox backup list` shows it. Nothing was done.",
  },
  "Backup.LeaseLost": {
    meaning: "The run no longer has the lease of its class, so it does nothing more.",
    action: "Look in the ledger at the lease of the class, and for the run that has it.",
  },
  "Backup.TargetNotReady": {
    meaning:
      "What is to be backed up does not exist, or is in a state in which AWS Backup would not take it.",
    action: "Look at the cluster, file system or bucket that the message names. The next run tries again.",
  },
  "Backup.NotLookedAt": {
    meaning:
      "Nobody can look at what is in it: a file system that no Lambda has mounted, a bucket with too many objects, or a cluster or bucket that is not there.",
    action:
      "The message says which. A point of it is made all the same and cannot be verified; a bucket (`data.files.kind`) can be.",
  },
  "Backup.NoAnswer": {
    meaning: "The database gave no answer, refused the login, or took too long to be read.",
    action:
      "Look at the cluster's state, at the secret of its master user, and at the security groups between the Lambda and it.",
  },
  "Backup.JobOverdue": {
    meaning:
      "AWS Backup has not ended a job though both of its windows are over; the run has stopped it, or left it where it is a copy, which nobody can stop.",
    action: "Look at the job in AWS Backup, and ask AWS's support. The next run tries again.",
  },
  "Backup.Empty": {
    meaning: "The backup holds nothing: no table row, no file, no part.",
    action:
      "Look whether its target is empty, or whether the wrong cluster, bucket or file system was named. The point does not count.",
  },
  "Backup.FarSmaller": {
    meaning: "The backup holds less than half of what the last points of its class do.",
    action:
      "Find out what was deleted. Where that was meant, verify the point by hand: from three such points on it is the usual size.",
  },
  "Backup.FarLarger": {
    meaning: "The backup holds more than three times of what the last points of its class do.",
    action: "Find out what grew; look at the costs of the vaults.",
  },
  "Backup.CompletedWithIssues": {
    meaning:
      'AWS Backup calls the job COMPLETED and says what it left out, which its console shows as "Completed with issues".',
    action: "Read the message. The point counts only once it was restored and its content is whole.",
  },
  "Backup.OldPoint": {
    meaning: "The job ended with a point that was made before the run that wanted it.",
    action: "Look for a token that was used before. The run tries again with another one.",
  },
  "Backup.WrongKey": {
    meaning:
      "What was backed up cannot be read: its KMS key is disabled, deleted, in another region, or not for this role.",
    action:
      "Enable the key, cancel its deletion, or let the role use it. A copy needs a key of its own region.",
  },
  "Backup.VaultMissing": {
    meaning: "The vault that the job names does not exist in its region.",
    action: "Deploy the stage: `stacks/backup.ts` makes a vault in every region.",
  },
  "Backup.AccessDenied": {
    meaning: "AWS refuses what the role of the job was to do.",
    action:
      "Compare the message with the role in `infra/backup-role.ts` or `infra/restore-role.ts`, then deploy.",
  },
  "Backup.JobNotStarted": {
    meaning: "AWS Backup did not start the job within its start window (EXPIRED).",
    action:
      "Look for jobs of the same resource that run for hours, and for quotas of concurrent jobs. The next run tries again.",
  },
  "Backup.JobAborted": {
    meaning: "Somebody stopped the job.",
    action: "CloudTrail says who called StopBackupJob. Start the backup again.",
  },
  "Backup.Partial": {
    meaning: "The job, or one of its parts, did not get all of it (PARTIAL).",
    action: "Read the message of the part that failed. The point does not count.",
  },
  "Backup.JobFailed": {
    meaning: "AWS Backup says that the job has failed, with a reason that has no name here.",
    action: "Read the message in the cause.",
  },
  "Backup.PageCorrupted": {
    meaning:
      "A table or file is there and cannot be read: a damaged page, or an error that nothing else explains.",
    action:
      "Verify the point before it. Where that is damaged too, the database itself may be: run `amcheck` on it before more points age out.",
  },
  "Backup.TableMissing": {
    meaning: "A table of the manifest is not in what was restored.",
    action: "Restore another point; find out whether the table was dropped while the backup ran.",
  },
  "Backup.TableTruncated": {
    meaning: "A table has fewer rows than the manifest counted in the same snapshot.",
    action: "The point does not count. Verify the one before it, and back up again.",
  },
  "Backup.TableHasMore": {
    meaning: "A table has more rows than the manifest counted in the same snapshot.",
    action:
      "Manifest and point are not of one moment. Look whether something wrote to the restored database.",
  },
  "Backup.TableChanged": {
    meaning: "A table has its rows, but not their content: the digests differ.",
    action:
      "The point does not count. Verify the one before it, and compare the table with the database that serves.",
  },
  "Backup.TableUnexpected": {
    meaning: "A table is there that the manifest does not know.",
    action: "Manifest and point are not of one moment, or something wrote to the restored database.",
  },
  "Backup.ForeignKeyInvalid": {
    meaning: "A foreign key is gone, or rows break it.",
    action: "Do not switch to it: the application would fail on those rows. Restore another point.",
  },
  "Backup.SequenceBehind": {
    meaning: "A sequence gives a value that its column already has, so that the next row is refused.",
    action: "Restore another point, or set the sequence with `setval` before anything is switched.",
  },
  "Backup.ExtensionMissing": {
    meaning: "An extension that the database had is not there.",
    action: "Restore to an engine version that has it, or `CREATE EXTENSION` before anything is switched.",
  },
  "Backup.ContentTooOld": {
    meaning: "The newest canary row is older than the RPO allows, or there is none.",
    action: "An old state was restored, or the canary has stopped: look at its Lambda first.",
  },
  "Backup.FileMissing": {
    meaning: "A file of the manifest is not in what was restored.",
    action: "The point does not count. Verify the one before it, and back up again.",
  },
  "Backup.FileTruncated": {
    meaning: "A file is shorter than it was.",
    action: "The point does not count. Verify the one before it, and back up again.",
  },
  "Backup.FileChanged": {
    meaning: "A file is not what was backed up: its SHA-256 differs.",
    action:
      "The point does not count. Verify the one before it, and compare the file with the one that serves.",
  },
  "Backup.FileUnexpected": {
    meaning: "A file is there that the manifest does not know.",
    action: "The restore went into a place that was not empty, or manifest and point are not of one moment.",
  },
  "Backup.PartMissing": {
    meaning: "A part of the configuration's backup is not there.",
    action: "The point does not count. Back up the configuration again.",
  },
  "Backup.PartChanged": {
    meaning: "A part of the configuration's backup is not what was backed up: its SHA-256 differs.",
    action: "The point does not count. Back up the configuration again.",
  },
  "Backup.ConfigurationRefused": {
    meaning: "This version's schema refuses the configuration that was backed up.",
    action: "Restore it with the version that made it, or mend the fields that the message names.",
  },
  "Backup.WrongManifest": {
    meaning: "The manifest is not of the kind of thing that was restored.",
    action: "Look at the point's tags: another class may have its run's name.",
  },
  "Backup.RpoMissed": {
    meaning: "More was lost than the recovery point objective allows.",
    action:
      "Read in the report what is missing; look at the log's proofs and at the replication of that time.",
  },
  "Backup.RtoMissed": {
    meaning: "The restore took longer than the recovery time objective allows.",
    action:
      "Read in the report which act took long. More capacity in the restored cluster helps most; else change `recovery.rtoMinutes`.",
  },
  "Backup.TooOld": {
    meaning:
      "A run was due more than the RPO ago and there is no point of it, or the database can be restored to nothing newer than that.",
    action:
      "See with `signalbox backup list` what became of the run; start one with `signalbox backup start`.",
  },
  "Backup.NoVerifiedPoint": {
    meaning: "No point of the class was restored and checked in its window.",
    action: "See with `signalbox backup list` why not; start a verification with `signalbox backup verify`.",
  },
  "Backup.LogStopped": {
    meaning: "The database's log has not moved for two proofs.",
    action: "Look at the cluster's LatestRestorableTime and its events in RDS. Take a snapshot now.",
  },
  "Backup.ReplicaMissing": {
    meaning: "A secret has no replica in sync in one of the regions.",
    action: "Read its ReplicationStatus in Secrets Manager; replicate it again, or deploy.",
  },
  "Backup.LastVerifiedExpires": {
    meaning: "The last verified point of a class is about to be deleted, and none has come after it.",
    action:
      "A fresh backup is started every hour until one is verified. Mend what keeps them from it before the time that the message names.",
  },
  "Backup.PointGone": {
    meaning: "A point was deleted before its time.",
    action:
      "CloudTrail says who. Where the stage is permanent, look at the policy and the lock of the vault.",
  },
  "Backup.VaultChanged": {
    meaning: "A vault was deleted, or its lock taken off.",
    action: "CloudTrail says who. Deploy the stage; a lock in its grace can be set again.",
  },
  "Backup.UnknownEvent": {
    meaning: "An event of AWS has a shape that nobody has described.",
    action:
      "Read it in the ledger: nothing was done because of it, and polling finds what it meant. Teach its parser the shape.",
  },
  "Backup.NoManifest": {
    meaning: "Nothing tells what the point has to hold: no manifest was kept when it was made.",
    action:
      "A point that was not made by `signalbox backup start` has none and can be restored, but not verified. Back up again.",
  },
  "Backup.RestoreFailed": {
    meaning: "AWS gave up bringing what was restored beside into service.",
    action: "Read the state in the cause, and the events of the cluster in RDS. Verify the point again.",
  },
  "Backup.RestoreOverdue": {
    meaning:
      "What is restored beside was not there after twice the RTO; it was given up, since it costs by the hour.",
    action:
      "Look at the job in AWS Backup and at the cluster's events in RDS. A restore in need would take as long.",
  },
  "Backup.NotBeside": {
    meaning: "A run was to remove something that it has not restored.",
    action:
      "Nothing was removed. Look who called the step, and at the tag `signalbox:restored-by` of what it names.",
  },
  "Backup.LeftBehind": {
    meaning: "What a run has restored beside could not be removed for hours, and costs until it is.",
    action:
      "Delete what the message names: the cluster's instances first, then the cluster without a last snapshot; or the bucket with all versions.",
  },
  "Backup.NoSuchPoint": {
    meaning: "There is no such point, or none of the target in this region that was verified.",
    action:
      "Name one of those that the message lists; where it lists none, make a point and have it verified, or ask for a later moment.",
  },
  "Backup.PointFailed": {
    meaning: "The point that was asked for did not pass its verification.",
    action: "Name another one; the message lists those next to it.",
  },
  "Backup.OutOfReach": {
    meaning: "The moment that was asked for is in the future, or before what can be restored.",
    action: "Ask for one of the moments that the message names.",
  },
  "Backup.CannotBeSwitched": {
    meaning:
      "No service reads from the parameter what it connects to, so that nothing would serve what was restored.",
    action:
      "Deploy, then release once, so that the tasks read it. Files of EFS are mounted: restore those by AWS Backup and by hand.",
  },
  "Backup.ReleaseRunning": {
    meaning:
      "A release of a group whose services would be restarted does not end, or left its lock for a person.",
    action: "End it with `signalbox abort`, or unlock the group; then restore again. Nothing was switched.",
  },
  "Backup.NobodyDecided": {
    meaning: "Nobody has said in time whether what was restored may take the place of what serves.",
    action:
      "Order the restore again, and answer it. What was restored has been removed; nothing was switched.",
  },
  "Backup.Aborted": {
    meaning: "A person has looked at what was restored and does not want it to serve.",
    action: "Nothing: it has been removed, and nothing was switched.",
  },
  "Backup.NotWaiting": {
    meaning: "The restore does not wait for this decision: there is none of that name, or it is elsewhere.",
    action: "`signalbox backup list` shows where it is.",
  },
  "Backup.ConnectionChanged": {
    meaning:
      "The parameter that says what services connect to holds something that the restore did not put there.",
    action: "Find out in CloudTrail who wrote it. The restore leaves it as it is; decide what it shall hold.",
  },
  "Backup.ChangedSince": {
    meaning:
      "What is to be put back holds something that was neither there when the restore planned nor is what it puts there.",
    action:
      "Find out in CloudTrail who wrote it. The restore leaves it as it is; order it again to plan anew.",
  },
  "Backup.NotPutBack": {
    meaning: "What was written back does not stand as it was written.",
    action: "What stood there before is there again. Read in the cause what is different, and who writes it.",
  },
  "Backup.PartStopped": {
    meaning:
      "A part of a restore of all ended, or was taken back by a person, before all of it was restored.",
    action:
      "The report says of each part how it stands and what leads back from it; or order what is missing by itself.",
  },
  "Backup.NotServing": {
    meaning:
      "The services do not come up with what was restored, or what they serve then is not what was verified.",
    action:
      "Nothing: they are back on what they had before. Look at the logs of the service that the cause names.",
  },
  "Backup.NotBack": {
    meaning:
      "The services were sent back to what they had before and do not come up with that either, or what stood there before could not be written back.",
    action: "Look at the service that the cause names. What was restored is kept; nothing more is tried.",
  },
} as const satisfies ErrorTable;

export type BackupError = keyof typeof backupErrors;
