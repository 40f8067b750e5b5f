import type { ErrorTable } from "../error.ts";

/** Every error name that the release machine catches or that its steps throw. */
export const releaseErrors = {
  "Release.InvalidRequest": {
    meaning: "The request does not have the form of a ReleaseRequest, or its policy cannot be kept.",
    action: "Mend the field that the message names, and start again. Nothing was done.",
  },
  "Release.UnknownGroup": {
    meaning: "No release group has this name or this repository, or the two do not belong together.",
    action: "Name one of the groups that the message lists. A push to any other repository may be ignored.",
  },
  "Release.UnsupportedStrategy": {
    meaning: "No machine releases by the strategy of this group.",
    action: "Configure the group as canary, blue-green or rolling, and deploy. Nothing was done.",
  },
  "Release.ImageNotFound": {
    meaning: "ECR has no image with this tag or digest.",
    action: "Push the image, or correct the tag.",
  },
  "Release.AlreadyServing": {
    meaning: "The stable side of every service of the group already runs this very image.",
    action: "Nothing is to be done.",
  },
  "Release.ReplicaLeftBehind": {
    meaning:
      "The database was brought back from its snapshot in the region that migrates, and this region's replica still follows the migrated one, which the old version does not bear. The region keeps its maintenance page.",
    action:
      "Make the restored cluster the primary of a global cluster with a new replica here, then start the old version and lower the page: the README of release-waves says how.",
  },
  "Release.DatabaseNotBack": {
    meaning:
      "The region that migrates has not said that the database is as the old version left it, so that this region's old version does not start. The region keeps its maintenance page.",
    action:
      "Look at the release of the region that migrates. Once the database is as the old version needs it, start that and lower the page.",
  },
  "Release.ServesInPart": {
    meaning:
      "Some of a set serve their image already, and the others do not, so that nothing could go back as one.",
    action: "Release the others by themselves, or take those that serve it back first. Nothing was done.",
  },
  "Release.AlarmNotFound": {
    meaning: "The policy names an alarm that CloudWatch does not have, so it could not protect the release.",
    action: "Create the alarm or take it out of the policy.",
  },
  "Release.AlarmAlreadyRaised": {
    meaning: "An alarm of the policy is in ALARM before the release begins.",
    action: "Mend what the alarm reports first; then start again. Nothing was done.",
  },
  "Release.Locked": {
    meaning:
      "Another release of the group is running, and this one does not wait: its policy says refuse, or it goes back while the old side is still kept.",
    action: "Wait for it, or abort it with a reason. Nothing was done.",
  },
  "Release.Superseded": {
    meaning: "A newer release of the group has taken this one's place.",
    action:
      "Nothing is to be done: follow the newer one, which the cause names. One that waited did nothing; one that had begun has all of its traffic back on the stable side.",
  },
  "Release.NotItsTurn": {
    meaning: "Another release of the group was running for as long as this one waits (queueSeconds).",
    action: "See with `signalbox status` what runs; start again when it has ended. Nothing was done.",
  },
  "Release.Frozen": {
    meaning:
      "A freeze holds, from the configuration, set by a person or by a failover under way: nothing new is released meanwhile.",
    action:
      "Wait for its end, which the message names; `signalbox thaw` ends one that a person has set. In an emergency release with --break-glass and a reason. Nothing was done.",
  },
  "Release.NothingToGoBackTo": {
    meaning:
      "The ledger knows nothing that ran before: no release was promoted yet, the last one was itself a way back, or what ran before is gone from ECS or ECR.",
    action: "Release the version by its tag. Nothing was done.",
  },
  "Release.TooLateToGoBack": {
    meaning: "More than wayBackHours have passed since the promotion.",
    action:
      "Release the old version by its tag, so that it is watched: data and clients may have moved on. Nothing was done.",
  },
  "Release.LockLost": {
    meaning: "The release lock no longer belongs to this execution.",
    action: "Find out who took or deleted it. This execution does nothing more to the platform.",
  },
  "Release.Drifted": {
    meaning:
      "A listener rule or a service is not as it was recorded, or the services of the group are not all on one side: somebody else changed it.",
    action:
      "Find out who did. Put it back, or accept it by deleting the group's `standing` record in the ledger, and start again. A service that a deployment has added begins on blue: where the others are on green, give its rules and its tasks to green first.",
  },
  "Release.StickyRule": {
    meaning: "The rule has group stickiness, which overrides weights.",
    action: "Turn group stickiness off in the rule; target stickiness with it.",
  },
  "Release.TargetsUnhealthy": {
    meaning: "The candidate's targets did not become healthy in time.",
    action: "Read the candidate's logs and its health check. All traffic is on the stable side.",
  },
  "Release.DeploymentFailed": {
    meaning:
      "ECS gave the deployment of a service up, by its circuit breaker, an alarm or a pause that nobody answered, or somebody stopped it.",
    action:
      "Read ECS's reason in the cause, then the candidate's logs and the service's events. Every service of the group is back on what it ran before.",
  },
  "Release.WeightsNotApplied": {
    meaning: "The rule, read back, does not have the weights that were set.",
    action: "Look for another writer of the rule, such as a deployment.",
  },
  "Release.ShareNotServed": {
    meaning: "The load balancer does not serve the share of requests that the weight asks for.",
    action:
      "Look at the health of both target groups, for stickiness, and for many requests with the preview's cookie.",
  },
  "Release.StillServed": {
    meaning: "The side that left still gets new requests at weight 0.",
    action: "Read the rules of every listener that names its target group.",
  },
  "Release.AlarmRaised": {
    meaning: "An alarm of the policy went to ALARM during the release.",
    action: "Read the alarm; the report says what each side served.",
  },
  "Release.AnalysisFailed": {
    meaning: "The candidate's error rate or latency was judged worse than stable's.",
    action: "Read the verdict in the report, then the candidate's logs.",
  },
  "Release.GateFailed": {
    meaning: "A gate of the policy said no before users met the candidate.",
    action: "Read the gate's sentence in the report. All traffic is on the stable side.",
  },
  "Release.Aborted": {
    meaning: "A person aborted the release.",
    action: "The report names the person and the reason.",
  },
  "Release.NobodyDecided": {
    meaning: "The evidence was inconclusive, and nobody decided in time.",
    action: "Release again when there is more traffic, or be there to promote.",
  },
  "Release.AlreadyInSet": {
    meaning: "Another set of releases has one of the groups; two sets could wait for each other for ever.",
    action: "Wait for it, or abort it: the message names its execution. Nothing was done.",
  },
  "Release.NoOtherRegion": {
    meaning:
      "Waves go over the regions of the platform, from its primary: this is another region, it stands in one region alone, or it does not stand in the one that was named.",
    action:
      "Release with `signalbox release` in the region, or name one that the message lists. Nothing was done.",
  },
  "Release.OthersNotReady": {
    meaning:
      "A release of a set waited for the others longer than any of them may take (othersSeconds): the set itself is gone.",
    action:
      "Look why the set's execution ended. All traffic is on the stable side; start the set again with `signalbox release-together` or `release-waves`.",
  },
  "Release.WaitsForOthers": {
    meaning: "The release is one of a set and waits for the others; only the set promotes it.",
    action: "Wait for the others, or abort: the set then turns all of them back.",
  },
  "Release.RolledBack": {
    meaning: "The release ended with all traffic back on the stable side.",
    action: "Read the report that the cause names.",
  },
  "Release.StableUnhealthy": {
    meaning: "A rollback found no healthy target on the stable side to give the traffic to.",
    action: "Mend the stable side by hand; the lock is kept meanwhile.",
  },
  "Release.NotScaledIn": {
    meaning: "The side that left still runs tasks long after its desired count became 0.",
    action: "Look at the service's events in ECS.",
  },
  "Release.NotSteady": {
    meaning:
      "A service was sent back to what it ran before, and ECS did not bring it to a steady state in time.",
    action:
      "Look at the service's events and deployments in ECS; bring it back with update-service and the task definition that the cause names. The lock is kept meanwhile.",
  },
  "Release.DeploymentStuck": {
    meaning: "ECS did not bring the deployment of a service to its next pause in time.",
    action: "Look at the service's events in ECS, and at the role that ECS changes the listener rules with.",
  },
  "Release.NotRolledBack": {
    meaning:
      "ECS did not take the deployment of a service back, so users may still be on the candidate; the lock is kept.",
    action:
      "Look at the deployment in ECS. Deploy the old task definition by hand if it cannot be taken back any more.",
  },
  "Release.UpgradeRefused": {
    meaning:
      "The rehearsal on a clone of the database showed that this image cannot be released on it: its migration failed, was swallowed, or does not know the database.",
    action:
      "Read the evidence that the report names, and mend the data or choose another image. Nothing of what serves was touched; no force changes it.",
  },
  "Release.StrategyNotWired": {
    meaning:
      "The rehearsal, or a person, wants a strategy that the group's services are not wired for: a maintenance cutover needs two ECS services each, as canary has them.",
    action:
      "Set the group's strategy to the one that the message names and deploy; then release again. Nothing was done.",
  },
  "Release.OverlapTooLong": {
    meaning:
      "Two versions would share the migrated database for longer than an additive upgrade allows, by the policy or as it went.",
    action:
      "Shorten ladder, bakes or drain, or force maintenance-cutover. Where the release had begun, all traffic is on the old version, which the new schema bears.",
  },
  "Release.NotAsRehearsed": {
    meaning:
      "After the migration, schema or contents of the database are not as the rehearsal on the clone left them.",
    action:
      "Read what differs in the report, and who else changed the database meanwhile. A cutover has brought the snapshot back; an additive migration under a serving version is left to a person.",
  },
  "Release.MigrationFailed": {
    meaning: "The migration failed on the database that serves, though it had succeeded on a clone.",
    action:
      "Read the migration's last words in the report: a lock that was held, or data that came in since.",
  },
  "Release.SnapshotFailed": {
    meaning: "AWS Backup did not make the point that a cutover goes back to.",
    action: "Read the job's message in the cause. Nothing was migrated; the old version serves.",
  },
  "Release.SchemaForbids": {
    meaning:
      "What ran before the last promotion cannot work with the database any more, or would leave undone what the new version keeps up.",
    action:
      "Go forward, or restore the database to the time that the message names and release the old image: what was written since is lost. Nothing was done.",
  },
  "Release.NoMaintenancePage": {
    meaning: "The platform has no rules for a maintenance page, so that users could not be kept out.",
    action: "Deploy the stage: the deployment makes them. Nothing was done.",
  },
  "Release.PageNotApplied": {
    meaning: "The rules of the maintenance page, read back, do not match what they were set to.",
    action: "Look for another writer of the rules, such as a deployment.",
  },
  "Release.NotPosted": {
    meaning:
      "The chat webhook did not take a message; three tries later it is in the dead letters of `notify`.",
    action:
      "Look at the URL in the secret of `notifications.webhookSecret`, then redrive the queue. The report is in the ledger all the same.",
  },
  "Release.NeedsAPerson": {
    meaning: "The platform could not be brought to a state that is known to be safe; the lock is kept.",
    action: "Look at rule and services, put them right, then delete the group's `lock` record in the ledger.",
  },
  "Release.NotRunning": {
    meaning: "There is no running release of this name or group to decide about.",
    action: "List the running executions.",
  },
  "Release.TooLate": {
    meaning: "The release is already ending, so the decision can have no effect.",
    action: "Wait for its report; to go back to the old version, release it.",
  },
} as const satisfies ErrorTable;

export type ReleaseError = keyof typeof releaseErrors;
