/** The kinds of thing that a step may act on; infra and the local cloud know their ARNs. */
export const resourceKinds = [
  "adminSecret",
  "alarm",
  "backupDocuments",
  "backupKey",
  "backupRole",
  "backupVault",
  "cacheSecret",
  "canaryReader",
  "cluster",
  "connection",
  "containerInstance",
  "copiedPoint",
  "copyDocuments",
  "copyKey",
  "copyVault",
  "databaseCluster",
  "databaseGroups",
  "databaseInstance",
  "databaseSnapshots",
  "epochTables",
  "evidenceSnapshot",
  "eventBus",
  "failbacksElsewhere",
  "failoverAlarm",
  "failoverCluster",
  "failoverRulesElsewhere",
  "failoverSecret",
  "failoverSecretsElsewhere",
  "filesStore",
  "generationsReader",
  "idempotencyTable",
  "image",
  "ledgerTable",
  "ledgersElsewhere",
  "listenerRule",
  "lostWrites",
  "maintenanceElsewhere",
  "maintenanceRule",
  "migratorDefinition",
  "migratorLogs",
  "pipelineStage",
  "pipelineStageImage",
  "pipelineStageRelease",
  "pipelineStageService",
  "pipelineTests",
  "pipelineTestsLog",
  "pipelineTestsRole",
  "plan",
  "plansElsewhere",
  "platformParameters",
  "prometheusWorkspace",
  "recoveryPoint",
  "rehearsals",
  "releasesElsewhere",
  "restoreRole",
  "restoredDatabase",
  "restoredFiles",
  "rotatedSecret",
  "rotationFunction",
  "routingControl",
  "scalableTarget",
  "scalableTargetsElsewhere",
  "service",
  "serviceDeployment",
  "serviceRevision",
  "servicesElsewhere",
  "spillLedger",
  "stageParameters",
  "stageSecrets",
  "stateMachine",
  "targetGroup",
  "task",
  "taskDefinition",
  "taskRole",
  "topic",
  "webhookSecret",
] as const;

export type ResourceKind = (typeof resourceKinds)[number];

/** `service:Action` as IAM writes it. */
export type Action = `${string}:${string}`;

/** What a step may do, and to which things; the union over a workflow's steps is its Lambda's role. */
export interface Permission {
  readonly actions: readonly Action[];
  /** `"*"`: for actions that AWS cannot narrow to a resource, and for no others. */
  readonly resource: ResourceKind | "*";
}

/** Allows actions on the things of one kind that the platform has. */
export function on(resource: ResourceKind, ...actions: readonly Action[]): Permission {
  return { resource, actions };
}

/** Allows actions that take no resource in IAM. A test refuses those that would. */
export function anywhere(...actions: readonly Action[]): Permission {
  return { resource: "*", actions };
}
