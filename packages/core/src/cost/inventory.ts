import type { Config } from "../config/config.ts";
import { isKept } from "../failover/kept.ts";
import { pipelineRepositories, triggersHere } from "../pipeline/push.ts";
import { collectorServices, endpointServices } from "../platform/endpoints.ts";
import { heldServices, holderTasks } from "../scaling/hold/holders.ts";
import { alarmsOf } from "./alarms.ts";
import { type Registry, registryOf, startsItself } from "./registry.ts";

/**
 * What the stacks create in one region, as far as it costs or could. It follows from the configuration alone, without a
 * deploy; test/infra/cost.test.ts holds it against what the stacks register.
 */
export function inventory(config: Config, region: Config["regions"][number], all: Registry) {
  const registry = registryOf(all, config.regions.length);
  const { network, data, edge, observability, identity } = config;
  const primary = region.role === "primary";
  const others = config.regions.length - 1;
  const services = Object.values(config.services).map((service) => sized(config, region, service));
  const deployed = [...registry.workflows, ...registry.functions];
  const probed = !config.nightShutdown;
  const copied = 3 + (data.database.proxy ? 2 : 0);
  // Names of repositories differ from stage to stage, and none is looked at.
  const pushed = pipelineRepositories(config, "any");
  const here = deployed.map((one) => ({ ...one, triggers: triggersHere(one.triggers, pushed, primary) }));
  const letters = 2 + here.filter(startsItself).length;
  const viewers = edge.waf && (primary || !edge.cdn) ? 1 : 0;
  const origin = edge.cdn ? 1 : 0;
  const viewerRules = viewers * (3 + (edge.botControl ? 1 : 0));
  const held = heldServices(config).length;
  return {
    natGateways: { "per-zone": region.zones, single: 1, instance: 0 }[network.nat],
    natInstances: network.nat === "instance" ? 1 : 0,
    elasticIps: network.nat === "per-zone" ? region.zones : 1,
    interfaceEndpoints: network.endpoints
      ? endpointServices.length + (observability.collector ? collectorServices.length : 0)
      : 0,
    keys: 1,
    /** Copies of the primary's in a standby included: each is billed. */
    secrets: copied + (identity.enabled ? 1 : 0) + 1 + (primary && edge.cdn ? 1 : 0) + (probed ? 1 : 0),
    secretCopies: primary ? 0 : copied,
    userPools: identity.enabled ? 1 : 0,
    databaseInstances: primary ? 1 + data.database.readers : data.database.standbyInstances,
    databaseProxies: data.database.proxy ? 1 : 0,
    cacheNodes: data.cache.replicas + 1,
    fileSystems: data.files.kind === "efs" ? 1 : 0,
    loadBalancers: 2,
    distributions: primary && edge.cdn ? 1 : 0,
    webAcls: viewers + origin,
    webAclRules: viewerRules + origin,
    botControls: edge.botControl ? viewers : 0,
    /** Of the region itself, over HTTPS. */
    endpointChecks: 1,
    otherChecks: otherChecksOf(config, primary),
    routingClusters: primary && edge.routingControls ? 1 : 0,
    repositories:
      Object.keys(config.images).length +
      (observability.collector ? 1 : 0) +
      (config.features.chaos ? 1 : 0) +
      (Object.keys(config.inference.services).length > 0 ? 1 : 0) +
      (Object.values(config.services).some((service) => isKept(config, service)) ? 1 : 0) +
      (held > 0 ? 1 : 0),
    ecsServices: services.reduce((sum, { sides }) => sum + sides, held),
    tasks: services.reduce((sum, { least }) => sum + least, held * holderTasks),
    ...alarmsOf(config, region, registry, letters),
    dashboards: 4,
    probes: probed ? 1 : 0,
    trails: primary && observability.trail ? 1 : 0,
    prometheusWorkspaces: observability.collector ? 1 : 0,
    grafanaWorkspaces: primary && observability.grafana === "managed" ? 1 : 0,
    logGroups:
      services.length +
      held +
      deployed.length +
      registry.workflows.length +
      // Cache, database, flow logs, rotation, stopped tasks.
      5 +
      (data.database.proxy ? 1 : 0) +
      // The tests of the pipeline.
      (primary && config.pipeline ? 1 : 0) +
      (probed ? 1 : 0) +
      (config.features.chaos ? 1 : 0),
    vaults: 1,
    tables: 2,
    queues: letters,
    topics: 2,
    stateMachines: registry.workflows.length,
    // And the one that rotates the database's password.
    lambdas: deployed.length + 1,
    schedules: deployed.flatMap(({ triggers }) => triggers).filter(({ kind }) => kind === "schedule").length,
    experiments: config.features.chaos ? experimentsOf(config, others) : 0,
  };
}
export type Inventory = ReturnType<typeof inventory>;

/** Those that follow each other region's alarm and the one of all of them; or, all counted in the primary, a routing control's each. */
function otherChecksOf({ edge, regions }: Config, primary: boolean): number {
  if (edge.routingControls) return primary ? regions.length : 0;
  return regions.length === 1 ? 0 : regions.length;
}

/** Tasks slowed, tasks lost, a zone lost; then the cut from each other region, and the copying of a bucket. */
const experimentsOf = ({ data }: Config, others: number): number =>
  3 + others + (others > 0 && data.files.kind === "s3" ? 1 : 0);

/** How many tasks an entry of the catalogue has at first, and over how many ECS services. */
export function sized(
  { groups }: Config,
  { role }: Config["regions"][number],
  service: Config["services"][string],
) {
  const { scaling } = service;
  return {
    service,
    sides: groups[service.group]?.strategy === "canary" ? 2 : 1,
    least: role === "primary" ? scaling.min : (scaling.standbyMin ?? scaling.min),
  };
}
