import { workspacesOf } from "../analysis/sources/workspaces.ts";
import { canaryReader } from "../failover/canary.ts";
import { stagingOf } from "../pipeline/staging.ts";
import { generationsReader } from "../release/generations.ts";
import type { ResourceKind } from "../workflow/allow.ts";
import {
  connections,
  type Names,
  namesOf,
  primaryDownAlarmEnd,
  rotation,
  unplannedFailover,
} from "./names.ts";
import { ecsServicesOf, listenerRulesOf, type Migrating, type Platform, targetGroupsOf } from "./platform.ts";

export interface Place {
  readonly region: string;
  readonly account: string;
}

const arn = (service: string, { region, account }: Place, rest: string): string =>
  `arn:aws:${service}:${region}:${account}:${rest}`;

/** ARNs that follow from a name; the others, AWS gives when it makes the thing. */
export const arns = {
  alarm: (place: Place, name: string) => arn("cloudwatch", place, `alarm:${name}`),
  backupVault: (place: Place, name: string) => arn("backup", place, `backup-vault:${name}`),
  /** A bucket, and what is in it. */
  bucket: (name: string) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  cluster: (place: Place, name: string) => arn("ecs", place, `cluster/${name}`),
  eventBus: (place: Place, name: string) => arn("events", place, `event-bus/${name}`),
  execution: (place: Place, machine: string, name: string) =>
    arn("states", place, `execution:${machine}:${name}`),
  function: (place: Place, name: string) => arn("lambda", place, `function:${name}`),
  /** It is the account's, and in no region. */
  globalCluster: ({ account }: Place, name: string) => `arn:aws:rds::${account}:global-cluster:${name}`,
  /** `path` begins with a slash. */
  parameter: (place: Place, path: string) => arn("ssm", place, `parameter${path}`),
  repository: (place: Place, name: string) => arn("ecr", place, `repository/${name}`),
  role: ({ account }: Place, name: string) => `arn:aws:iam::${account}:role/${name}`,
  /** Secrets Manager ends the ARN with a hyphen and six characters of its own. */
  secret: (place: Place, name: string) => arn("secretsmanager", place, `secret:${name}-??????`),
  service: (place: Place, cluster: string, name: string) => arn("ecs", place, `service/${cluster}/${name}`),
  stateMachine: (place: Place, name: string) => arn("states", place, `stateMachine:${name}`),
  table: (place: Place, name: string) => arn("dynamodb", place, `table/${name}`),
  taskDefinition: (place: Place, family: string, revision: string) =>
    arn("ecs", place, `task-definition/${family}:${revision}`),
  topic: (place: Place, name: string) => arn("sns", place, name),
} as const;

const deploymentKinds = {
  serviceDeployment: "service-deployment",
  serviceRevision: "service-revision",
} as const;

/**
 * All rules of the load balancer that a rule is of: a role has room for 10,240 characters of inline policies, in which the
 * rules of a large platform, 155 characters each, do not fit,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const rulesBesideIt = (rule: string): string => rule.replace(/(:listener-rule\/app\/[^/]+\/).*$/, "$1*");

/** Of the other stage that a pipeline leads through: all stages build their names alike. */
function inStaging(
  platform: Platform,
  arnsIn: (names: Names, place: Place) => readonly string[],
): readonly string[] {
  const staging = stagingOf(platform);
  if (!staging || !platform.pipeline) return [];
  return arnsIn(namesOf(staging), { ...platform, region: platform.pipeline.staging.region });
}

/** A bucket and what is in it, or a file system. */
const filesOf = (store: string): readonly string[] =>
  store.startsWith("arn:aws:s3:::") ? [store, `${store}/*`] : [store];

/** The other regions of the platform. */
const elsewhereOf = ({ account, elsewhere = [] }: Platform): Place[] =>
  elsewhere.map((region) => ({ region, account }));

/** To which a service's overflow goes from this one. */
export const spillRegions = ({ inference }: Pick<Platform, "inference">): readonly string[] => [
  ...new Set((inference?.services ?? []).flatMap(({ spill }) => spill?.to ?? [])),
];

/** The regions that this one may come back from, or take over from. */
const othersOf = ({ account, failover, region }: Platform): Place[] =>
  (failover?.regions ?? []).flatMap((one) =>
    one.region === region ? [] : [{ region: one.region, account }],
  );

/** Their ids are AWS's own; points of Aurora are snapshots of RDS, and have their ARNs. */
const pointsIn = (place: Place): readonly string[] => [
  arn("backup", place, "recovery-point:*"),
  arn("rds", place, "cluster-snapshot:awsbackup:*"),
];

const clustersOf = ({ groups }: Platform): readonly string[] => [
  ...new Set(groups.map(({ cluster }) => cluster)),
];

const migratingOf = ({ groups }: Platform): readonly Migrating[] =>
  groups.flatMap((group) => ("upgrade" in group && group.upgrade ? [group.upgrade] : []));

/** The ARNs that a permission on a kind of thing covers in one region: those of this platform and no others. */
export function arnsOf(platform: Platform, kind: ResourceKind): readonly string[] {
  const names = namesOf(platform);
  const { backup, failover, groups } = platform;
  switch (kind) {
    case "adminSecret":
      return backup ? [arns.secret(platform, backup.database.adminSecret)] : [];
    case "alarm":
      return groups.flatMap(({ policy }) => policy.alarms.map((name) => arns.alarm(platform, name)));
    case "backupDocuments":
      return backup ? arns.bucket(backup.documents) : [];
    case "backupKey":
      return backup ? [backup.keyArn] : [];
    case "backupRole":
      return backup ? [backup.roleArn] : [];
    case "backupVault":
      return backup ? [arns.backupVault(platform, backup.vault)] : [];
    case "cacheSecret":
      return platform.cacheSecret === undefined ? [] : [arns.secret(platform, platform.cacheSecret)];
    case "canaryReader":
      return failover ? [arns.function(platform, names.deployed(canaryReader))] : [];
    case "cluster":
      return [...new Set(groups.map(({ cluster }) => arns.cluster(platform, cluster)))];
    case "connection":
      return backup ? connections.map((thing) => arns.parameter(platform, names.connection(thing))) : [];
    case "containerInstance":
      // What ListTasks takes, also where there is none.
      return clustersOf(platform).map((cluster) => arn("ecs", platform, `container-instance/${cluster}/*`));
    case "copiedPoint":
      return backup ? backup.copies.flatMap(({ region }) => pointsIn({ ...platform, region })) : [];
    case "copyDocuments":
      return backup ? backup.copies.flatMap(({ documents }) => arns.bucket(documents)) : [];
    case "copyKey":
      return backup ? backup.copies.map(({ keyArn }) => keyArn) : [];
    case "copyVault":
      return backup ? backup.copies.map(({ vaultArn }) => vaultArn) : [];
    case "databaseCluster":
      return backup ? [backup.targets.database] : [];
    case "databaseGroups":
      // Parameters and options may be AWS's defaults.
      return backup
        ? [
            ...["cluster-pg", "og", "pg"].flatMap((group) =>
              [`${names.database}-*`, "default*"].map((name) => arn("rds", platform, `${group}:${name}`)),
            ),
            arn("rds", platform, `subgrp:${names.database}`),
          ]
        : [];
    case "epochTables":
      return (failover?.tables ?? []).map((region) =>
        arns.table({ ...platform, region }, platform.ledgerTable),
      );
    case "evidenceSnapshot":
      return backup ? [arn("rds", platform, `cluster-snapshot:${names.evidenceSnapshots}`)] : [];
    case "eventBus":
      return [arns.eventBus(platform, "default")];
    case "databaseInstance":
      return backup ? [arn("rds", platform, `db:${names.database}-*`)] : [];
    case "databaseSnapshots":
      // Who asks for those of one cluster is asked for all of them.
      return failover ? [arn("rds", platform, "cluster-snapshot:*")] : [];
    case "failbacksElsewhere":
      return elsewhereOf(platform).flatMap((place) => [
        arns.stateMachine(place, names.deployed("failback")),
        arns.execution(place, names.deployed("failback"), "*"),
      ]);
    case "failoverAlarm":
      return failover
        ? [
            names.primaryDownAlarm,
            ...failover.regions
              .filter(({ region }) => region !== platform.region)
              .map(({ region }) => names.awayAlarm(region)),
          ].map((name) => arns.alarm(platform, name))
        : [];
    case "failoverCluster":
      return failover
        ? [
            arns.globalCluster(platform, failover.globalCluster),
            ...failover.regions.map(({ clusterArn }) => clusterArn),
          ]
        : [];
    case "failoverRulesElsewhere":
      return othersOf(platform).map((place) =>
        arn("events", place, `rule/${names.eventRule(`failover${primaryDownAlarmEnd}`)}`),
      );
    case "failoverSecret":
      return (failover?.secrets ?? []).map((name) => arns.secret(platform, name));
    case "failoverSecretsElsewhere":
      return othersOf(platform).flatMap((place) =>
        (failover?.secrets ?? []).map((name) => arns.secret(place, name)),
      );
    case "filesStore":
      return backup ? filesOf(backup.targets.files) : [];
    case "generationsReader":
      return platform.cacheSecret === undefined
        ? []
        : [arns.function(platform, names.deployed(generationsReader))];
    case "idempotencyTable":
      return [arns.table(platform, platform.idempotencyTable)];
    case "image":
      return groups.map(({ repository }) => arns.repository(platform, repository));
    case "ledgerTable":
      return [arns.table(platform, platform.ledgerTable)];
    case "ledgersElsewhere":
      return elsewhereOf(platform).map((place) => arns.table(place, platform.ledgerTable));
    case "listenerRule":
      return [...new Set(groups.flatMap(listenerRulesOf).map(rulesBesideIt))];
    case "lostWrites":
      // What RDS keeps of a former primary, under names that nobody else can give, and the copies of it.
      return failover
        ? [`rds:${unplannedFailover}-${names.database}-*`, `${names.lostWrites}-*`].map((name) =>
            arn("rds", platform, `cluster-snapshot:${name}`),
          )
        : [];
    case "maintenanceElsewhere":
      return othersOf(platform).flatMap((place) =>
        ["raise-maintenance", "lower-maintenance"]
          .map(names.deployed)
          .flatMap((machine) => [arns.stateMachine(place, machine), arns.execution(place, machine, "*")]),
      );
    case "maintenanceRule":
      return Object.values(platform.maintenance ?? {});
    case "migratorDefinition":
      return migratingOf(platform).map(({ service }) =>
        arns.taskDefinition(platform, names.migratorFamily(service), "*"),
      );
    case "migratorLogs":
      return migratingOf(platform).map(({ service }) =>
        arn("logs", platform, `log-group:${names.serviceLogs(service)}:log-stream:*`),
      );
    case "plan":
      return [arns.function(platform, names.deployed("plan"))];
    case "plansElsewhere":
      return elsewhereOf(platform).map((place) => arns.function(place, names.deployed("plan")));
    case "pipelineStage":
      return inStaging(platform, ({ platformParameters }, place) =>
        ["", "/*"].map((end) => arns.parameter(place, `${platformParameters}${end}`)),
      );
    case "pipelineStageImage":
      return inStaging(platform, ({ repository }, place) => [arns.repository(place, repository("*"))]);
    case "pipelineStageRelease":
      return inStaging(platform, ({ deployed }, place) => [
        arns.stateMachine(place, deployed("release")),
        arns.execution(place, deployed("release"), "*"),
      ]);
    case "pipelineStageService":
      return inStaging(platform, ({ cluster }, place) => [arns.service(place, cluster, "*")]);
    case "pipelineTests":
      return platform.pipeline ? [arns.taskDefinition(platform, platform.pipeline.tests.family, "*")] : [];
    case "pipelineTestsLog":
      return platform.pipeline
        ? [arn("logs", platform, `log-group:${platform.pipeline.tests.logGroup}:*`)]
        : [];
    case "pipelineTestsRole":
      return platform.pipeline
        ? [
            arns.role(platform, names.taskRole(platform.region, names.pipelineTests)),
            arns.role(platform, names.executionRole(platform.region, names.pipelineTests)),
          ]
        : [];
    case "platformParameters":
      // GetParametersByPath is allowed by the path itself, what is read under it by what follows.
      return ["", "/*"].map((end) => arns.parameter(platform, `${names.platformParameters}${end}`));
    case "prometheusWorkspace":
      return groups
        .flatMap(({ policy }) => workspacesOf(policy))
        .map(({ region, id }) => arn("aps", { ...platform, region }, `workspace/${id}`));
    case "recoveryPoint":
      return backup ? pointsIn(platform) : [];
    case "rehearsals":
      return [arns.execution(platform, names.deployed("rehearse"), "*")];
    case "releasesElsewhere":
      return elsewhereOf(platform).flatMap((place) => [
        arns.stateMachine(place, names.deployed("release")),
        arns.execution(place, names.deployed("release"), "*"),
      ]);
    case "restoreRole":
      return backup ? [backup.restoreRoleArn] : [];
    case "restoredDatabase":
      // Never what serves: its instances have a number where these have a run.
      return backup
        ? [
            arn("rds", platform, `cluster:${names.restoredClusters}`),
            arn("rds", platform, `db:${names.restoredClusters}-*`),
          ]
        : [];
    case "restoredFiles":
      return backup ? arns.bucket(names.restoredBuckets) : [];
    case "rotatedSecret":
      return [arns.secret(platform, names.secret("database"))];
    case "rotationFunction":
      return [arns.function(platform, names.deployed(rotation))];
    case "routingControl":
      return Object.values(failover?.routing?.controls ?? {});
    case "scalableTarget":
      // Their ids are AWS's own.
      return [arn("application-autoscaling", platform, "scalable-target/*")];
    case "scalableTargetsElsewhere":
      return othersOf(platform).map((place) => arn("application-autoscaling", place, "scalable-target/*"));
    case "service":
      return groups.flatMap((group) =>
        ecsServicesOf(group).map((service) => arns.service(platform, group.cluster, service)),
      );
    case "serviceDeployment":
    case "serviceRevision":
      // All services of a cluster are the platform's, and a role has no room for each of them.
      return clustersOf(platform).map((cluster) =>
        arn("ecs", platform, `${deploymentKinds[kind]}/${cluster}/*`),
      );
    case "servicesElsewhere":
      // A region's services are named as another's are.
      return othersOf(platform).flatMap((place) =>
        clustersOf(platform).map((cluster) => arns.service(place, cluster, "*")),
      );
    case "spillLedger":
      return spillRegions(platform).map((region) =>
        arns.table({ region, account: platform.account }, platform.ledgerTable),
      );
    case "stageParameters":
      // GetParametersByPath is allowed by the path itself.
      return ["", "/*"].map((end) => arns.parameter(platform, `/${names.prefix}${end}`));
    case "stageSecrets":
      return [arns.secret(platform, names.secret("*"))];
    case "stateMachine":
      return [
        arns.stateMachine(platform, names.deployed("*")),
        arns.execution(platform, names.deployed("*"), "*"),
      ];
    case "targetGroup":
      return groups.flatMap(targetGroupsOf);
    case "task":
      // Their ids are ECS's own.
      return clustersOf(platform).map((cluster) => arn("ecs", platform, `task/${cluster}/*`));
    case "taskDefinition":
      return groups.flatMap(({ services }) =>
        services.map(({ name }) => arns.taskDefinition(platform, names.taskFamily(name), "*")),
      );
    case "taskRole":
      return groups.flatMap(({ services }) =>
        services.flatMap(({ name }) => [
          arns.role(platform, names.taskRole(platform.region, name)),
          arns.role(platform, names.executionRole(platform.region, name)),
        ]),
      );
    case "topic":
      return [platform.reportTopicArn];
    case "webhookSecret":
      return platform.webhookSecret === undefined ? [] : [arns.secret(platform, platform.webhookSecret)];
  }
}
