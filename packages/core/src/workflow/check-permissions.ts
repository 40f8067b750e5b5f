import { actionFacts } from "./actions.ts";
import type { Action, Permission, ResourceKind } from "./allow.ts";

/** A declaration that AWS could not honour, or that grants more than it must. */
export interface Problem {
  readonly action: Action;
  readonly message: string;
}

/** The resource types of IAM that make up each kind, as `service:type`. */
const typesOf: Readonly<Record<ResourceKind, readonly string[]>> = {
  adminSecret: ["secretsmanager:Secret"],
  alarm: ["cloudwatch:alarm"],
  backupDocuments: ["s3:bucket", "s3:object"],
  backupKey: ["kms:key"],
  backupRole: ["iam:role"],
  backupVault: ["backup:backupVault"],
  cacheSecret: ["secretsmanager:Secret"],
  canaryReader: ["lambda:function"],
  cluster: ["ecs:cluster"],
  connection: ["ssm:parameter"],
  containerInstance: ["ecs:container-instance"],
  copiedPoint: ["backup:recoveryPoint"],
  copyDocuments: ["s3:bucket", "s3:object"],
  copyKey: ["kms:key"],
  copyVault: ["backup:backupVault"],
  databaseCluster: ["rds:cluster"],
  databaseGroups: ["rds:cluster-pg", "rds:og", "rds:pg", "rds:subgrp"],
  epochTables: ["dynamodb:table"],
  evidenceSnapshot: ["rds:cluster-snapshot"],
  eventBus: ["events:event-bus"],
  failoverCluster: ["rds:cluster", "rds:global-cluster"],
  databaseInstance: ["rds:db"],
  databaseSnapshots: ["rds:cluster-snapshot"],
  failbacksElsewhere: ["states:statemachine", "states:execution"],
  failoverAlarm: ["cloudwatch:alarm"],
  failoverRulesElsewhere: ["events:rule-on-default-event-bus"],
  failoverSecret: ["secretsmanager:Secret"],
  failoverSecretsElsewhere: ["secretsmanager:Secret"],
  filesStore: ["elasticfilesystem:file-system", "s3:bucket", "s3:object"],
  generationsReader: ["lambda:function"],
  idempotencyTable: ["dynamodb:table"],
  image: ["ecr:repository"],
  ledgerTable: ["dynamodb:table"],
  ledgersElsewhere: ["dynamodb:table"],
  listenerRule: ["elasticloadbalancing:listener-rule/app"],
  lostWrites: ["rds:cluster-snapshot"],
  maintenanceElsewhere: ["states:statemachine", "states:execution"],
  maintenanceRule: ["elasticloadbalancing:listener-rule/app"],
  migratorDefinition: ["ecs:task-definition"],
  migratorLogs: ["logs:log-stream"],
  plan: ["lambda:function"],
  plansElsewhere: ["lambda:function"],
  pipelineStage: ["ssm:parameter"],
  pipelineStageImage: ["ecr:repository"],
  pipelineStageRelease: ["states:statemachine", "states:execution"],
  pipelineStageService: ["ecs:service"],
  pipelineTests: ["ecs:task-definition"],
  pipelineTestsLog: ["logs:log-stream"],
  pipelineTestsRole: ["iam:role"],
  platformParameters: ["ssm:parameter"],
  prometheusWorkspace: ["aps:workspace"],
  recoveryPoint: ["backup:recoveryPoint"],
  rehearsals: ["states:execution"],
  releasesElsewhere: ["states:statemachine", "states:execution"],
  restoreRole: ["iam:role"],
  restoredDatabase: ["rds:cluster", "rds:db"],
  restoredFiles: ["s3:bucket", "s3:object"],
  rotatedSecret: ["secretsmanager:Secret"],
  rotationFunction: ["lambda:function"],
  routingControl: ["route53-recovery-cluster:routingcontrol"],
  scalableTarget: ["application-autoscaling:ScalableTarget"],
  scalableTargetsElsewhere: ["application-autoscaling:ScalableTarget"],
  service: ["ecs:service"],
  serviceDeployment: ["ecs:service-deployment"],
  serviceRevision: ["ecs:service-revision"],
  servicesElsewhere: ["ecs:service"],
  spillLedger: ["dynamodb:table"],
  stageParameters: ["ssm:parameter"],
  stageSecrets: ["secretsmanager:Secret"],
  stateMachine: ["states:statemachine", "states:execution"],
  targetGroup: ["elasticloadbalancing:targetgroup"],
  task: ["ecs:task"],
  taskDefinition: ["ecs:task-definition"],
  taskRole: ["iam:role"],
  topic: ["sns:topic"],
  webhookSecret: ["secretsmanager:Secret"],
};

/** What is wrong with declarations, by the facts that AWS publishes of each action; nothing when all can be honoured. */
export function checkPermissions(permissions: readonly Permission[]): Problem[] {
  return permissions.flatMap(({ actions, resource }) =>
    actions.flatMap((action) => {
      const message = problemOf(action, resource);
      return message ? [{ action, message }] : [];
    }),
  );
}

function problemOf(action: Action, resource: ResourceKind | "*"): string | undefined {
  const facts = actionFacts(action);
  if (!facts) return `${action} does not exist in IAM`;
  const { types, required } = facts;
  if (resource === "*")
    return required
      ? `${action} takes resources (${types.join(", ")}): declare it with on(kind, …) instead of anywhere(…)`
      : undefined;
  if (types.length === 0)
    return `${action} takes no resource, so AWS would never allow it on ${resource}: declare it with anywhere(…)`;
  const [service] = action.split(":");
  if (types.some((type) => typesOf[resource].includes(`${service}:${type}`))) return undefined;
  return `${action} takes ${types.join(" or ")} and not ${resource}, so AWS would never allow it there`;
}
