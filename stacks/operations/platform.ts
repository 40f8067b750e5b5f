/// <reference path="../../.sst/platform/config.d.ts" />
import { classesOf } from "@signalbox/core/backup/classes";
import { objectivesOf } from "@signalbox/core/backup/objectives";
import type { Config } from "@signalbox/core/config/config";
import { freezesOf } from "@signalbox/core/config/freeze";
import { failoverPlacesOf } from "@signalbox/core/failover/places-of";
import { arns } from "@signalbox/core/platform/arns";
import { BackedUpTarget } from "@signalbox/core/platform/backup-places";
import { type PlatformDocuments, platformDocuments } from "@signalbox/core/platform/documents";
import { hostsOf, previewPort } from "@signalbox/core/platform/hosts";
import { parameterNames } from "@signalbox/core/platform/parameter-names";
import { Platform, type Side } from "@signalbox/core/platform/platform";
import { inferencePlacesOf } from "@signalbox/core/scaling/places-of";
import { pascalCase, type Scope } from "../../infra/scope";
import { sideHeader } from "../compute/routes";
import type { Backup, Compute, ComputeService, Edge, Network } from "../layers";

/** What the Lambdas of a region know of it: the region's own resources and no others. */
export function platformOf(
  scope: Scope,
  {
    network,
    edge,
    compute,
    backup,
  }: {
    readonly network: Network;
    readonly edge: Edge;
    readonly compute: Compute;
    readonly backup: Backup;
  },
): $util.Output<Platform> {
  const { config, names, region, stage } = scope;
  const groups = Object.entries(config.groups).map(([name, { strategy, policy, upgrade }]) => {
    const services = compute.services.filter((service) => service.container === name);
    const [first] = Object.values(config.services).filter(({ group }) => group === name);
    if (first === undefined) throw new Error(`no service is of the group ${name}`);
    const alarms = services.flatMap((service) => service.alarms);
    const freezes = freezesOf(config.freezes, name);
    // All regions share the database, and only the primary may write: there it is cloned and migrated.
    const migrating =
      upgrade &&
      region.role === "primary" &&
      services.find((service) => reachesDatabase(config, service.name));
    const generationKeys = strategy === "rolling" ? [] : generationKeysOf(config, name);
    return {
      name,
      strategy,
      repository: names.repository(first.image),
      cluster: names.cluster,
      policy: { ...policy, alarms },
      ...(generationKeys.length > 0 && { generationKeys }),
      ...(Object.keys(freezes).length > 0 && { freezes }),
      ...(migrating && {
        upgrade: { ...upgrade, service: migrating.name, container: migrating.container },
      }),
      services: services.map((service) => ({
        name: service.name,
        container: service.container,
        ...previewOf(scope, service.name, strategy),
        ...wiring[strategy](service),
      })),
    };
  });
  const elsewhere = config.regions.map((each) => each.region).filter((name) => name !== region.region);
  const follows = groups.some((group) => "generationKeys" in group);
  return $util
    .all([
      scope.account,
      groups,
      edge.maintenanceRuleArns,
      placesOf(scope, backup),
      pipelineOf(scope, network),
      $util.all(network.zones),
      $util.all(network.privateSubnetIds),
      edge.routing,
    ])
    .apply(([account, known, rules, places, pipeline, zones, subnets, routing]) => {
      const failover = failoverPlacesOf(config, { stage, account, routing });
      const inference = inferencePlacesOf(config, region.region);
      return Platform.parse({
        name: config.name,
        stage,
        account,
        region: region.region,
        role: region.role,
        ...(elsewhere.length > 0 && { elsewhere }),
        ledgerTable: names.ledgerTable,
        idempotencyTable: names.idempotencyTable,
        subnets: Object.fromEntries(zones.map((zone, index) => [zone, subnets[index]])),
        reportTopicArn: arns.topic({ region: region.region, account }, names.reportTopic),
        ...(config.notifications.webhookSecret !== undefined && {
          webhookSecret: config.notifications.webhookSecret,
        }),
        ...(follows && { cacheSecret: names.cacheSecret }),
        maintenance: rules,
        backup: places,
        ...(process.env.SIGNALBOX_COMMIT && { commit: process.env.SIGNALBOX_COMMIT }),
        ...(pipeline && { pipeline }),
        ...(failover && { failover }),
        ...(inference && { inference }),
        groups: known,
      });
    });
}

/** What the stage's pipeline leads through, in the primary region. */
function pipelineOf({ config, names, region }: Scope, network: Network) {
  const { pipeline } = config;
  if (!pipeline || region.role !== "primary") return undefined;
  const { groups, staging, scan, tests, approvalHours } = pipeline;
  const { waitMinutes, ...limits } = scan;
  const job = ({ command, environment, minutes }: typeof tests.smoke) => ({
    command,
    environment,
    seconds: minutes * 60,
  });
  return {
    groups,
    staging,
    url: `https://${config.domain.host}`,
    scan: { ...limits, waitSeconds: waitMinutes * 60 },
    approvalSeconds: approvalHours * 3_600,
    tests: {
      cluster: names.cluster,
      family: names.taskFamily(names.pipelineTests),
      container: names.pipelineTests,
      logGroup: names.serviceLogs(names.pipelineTests),
      subnetIds: network.privateSubnetIds,
      securityGroupId: network.groups.pipeline,
      jobs: {
        integration: job(tests.integration),
        ...(tests.performance && { performance: job(tests.performance) }),
        smoke: job(tests.smoke),
      },
    },
  };
}

/** Where backups are made and kept. Secrets are replicated, and no class makes points of them. */
const placesOf = ({ config, names }: Scope, backup: Backup) => ({
  vault: backup.vaultName,
  roleArn: backup.backupRoleArn,
  restoreRoleArn: backup.restoreRoleArn,
  keyArn: backup.keyArn,
  documents: backup.documents,
  database: {
    name: backup.databaseName,
    adminSecret: names.adminSecret,
    logProofMinutes: config.backup.logProofMinutes,
    placement: backup.databasePlacement,
  },
  targets: { database: backup.clusterArn, files: backup.filesArn },
  copies: [...backup.copies],
  locked: config.backup.lock !== undefined,
  objectives: objectivesOf(config),
  permanent: config.permanent,
  classes: classesOf(config).flatMap((one) => {
    const target = BackedUpTarget.safeParse(one.target).data;
    if (one.kind !== "scheduled" || target === undefined) return [];
    const { id, schedule, timezone, retentionDays, copyRetentionDays } = one;
    return [
      {
        id,
        target,
        schedule,
        timezone,
        retentionDays,
        ...(copyRetentionDays !== undefined && { copyRetentionDays }),
      },
    ];
  }),
});

const reachesDatabase = ({ services }: Config, name: string): boolean =>
  services[name]?.needs.includes("database") ?? false;

/** Where the candidate of a service is tried: that of one whom users reach, and which has two sides. */
function previewOf({ config, region }: Scope, name: string, strategy: keyof typeof wiring) {
  if (strategy === "rolling" || config.services[name]?.route.kind !== "public") return {};
  const host = hostsOf(config.domain.host).region(region.region);
  const url = `https://${host}:${previewPort}`;
  return { previewAddress: { url, ...(strategy === "canary" && { header: sideHeader }) } };
}

/**
 * The hashes that a group's services keep their generations in, by the names of Open WebUI 0.11
 * (backend/open_webui/tasks.py, env.py).
 */
function generationKeysOf({ services }: Config, name: string): string[] {
  const keys = Object.values(services).flatMap(({ group, generations, environment }) =>
    group === name && generations === "open-webui"
      ? [`${environment.REDIS_KEY_PREFIX ?? "open-webui"}:tasks`]
      : [],
  );
  return [...new Set(keys)];
}

/** What a release of each strategy has to know of a service. */
const wiring = {
  canary: ({ balancer, ecsServices }: ComputeService) => {
    const side = (of: Side) => ({
      service: ecsServices[of],
      targetGroupArn: balancer?.targetGroups[of]?.arn,
    });
    return {
      listenerRuleArns: balancer?.listenerRuleArns,
      ...(balancer && balancer.cookieRuleArns.length > 0 && { previewRuleArns: balancer.cookieRuleArns }),
      sides: { blue: side("blue"), green: side("green") },
    };
  },
  "blue-green": ({ balancer, ecsServices }: ComputeService) => ({
    service: ecsServices.blue,
    productionRuleArn: balancer?.listenerRuleArns[0],
    testRuleArn: balancer?.testRuleArn,
    targetGroupArns: {
      blue: balancer?.targetGroups.blue?.arn,
      green: balancer?.targetGroups.green?.arn,
    },
  }),
  rolling: ({ balancer, ecsServices }: ComputeService) => ({
    service: ecsServices.blue,
    ...(balancer && {
      targetGroupArn: balancer.targetGroups.blue?.arn,
      listenerRuleArns: balancer.listenerRuleArns,
    }),
  }),
};

/** The SSM parameters in which the Lambdas find their platform: their environment has no room for it. */
export function platformParameters(
  scope: Scope,
  platform: $util.Output<Platform>,
  has: {
    readonly groups: readonly string[];
    readonly services: Config["services"];
    readonly pipeline: Config["pipeline"];
  },
): $util.Output<PlatformDocuments> {
  const { config, region, stage } = scope;
  const documents = platform.apply(platformDocuments);
  const groups = has.groups.map((group) => ({
    name: group,
    services: Object.entries(has.services).flatMap(([name, service]) =>
      service.group === group ? [{ name }] : [],
    ),
  }));
  const written = parameterNames({
    name: config.name,
    stage,
    groups,
    pipeline: has.pipeline,
    standbys: config.regions.length > 1,
    // The observer's own region has no part of the platform.
    inference: has.groups.length > 0 ? inferencePlacesOf(config, region.region) : undefined,
  }).map(
    (name) =>
      new aws.ssm.Parameter(
        scope.id(
          `Parameter${pascalCase(name.slice(scope.names.platformParameters.length).replaceAll("/", "-"))}`,
        ),
        {
          name,
          type: "String",
          tier: "Standard",
          value: documents.apply(
            ({ parameters }) => parameters.find((one) => one.name === name)?.value ?? "",
          ),
        },
        scope.options(),
      ),
  );
  // Not before they are written: a Lambda that starts anew reads them.
  return $util.all([documents, written.map(({ id }) => id)]).apply(([known]) => known);
}
