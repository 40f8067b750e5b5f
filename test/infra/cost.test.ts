import { load, names } from "@signalbox/config/load";
import { type Inventory, inventory } from "@signalbox/core/cost/inventory";
import { neutralInventory } from "@signalbox/core/cost/layers/neutral";
import { functions, workflows } from "@signalbox/functions/registry";
import { describe, expect, test } from "vitest";
import { type Resource, readGraph } from "../../scripts/synth/graph.ts";

type Count = (resources: readonly Resource[]) => number;

const of =
  (type: string, which: (inputs: Resource["inputs"]) => boolean = () => true): Count =>
  (resources) =>
    resources.filter((each) => each.type === `aws:${type}` && which(each.inputs)).length;
const sumOf =
  (type: string, what: (inputs: Resource["inputs"]) => number): Count =>
  (resources) =>
    resources
      .filter((each) => each.type === `aws:${type}`)
      .reduce((sum, { inputs }) => sum + what(inputs), 0);
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
/** Metrics that an alarm is billed for; one that is asked more often than each minute costs as much as three. */
const queries = ({ metricQueries, period }: Resource["inputs"]): number =>
  Array.isArray(metricQueries)
    ? metricQueries.filter(({ metric }) => metric !== undefined).length
    : Number(period) < 60
      ? 3
      : 1;
const botControl = ({ rules }: Resource["inputs"]): boolean =>
  JSON.stringify(rules ?? []).includes("BotControl");

/** What the stacks register of everything that the inventory counts. Copies of secrets are inputs of the primary's. */
const counts: { readonly [Key in keyof Omit<Inventory, "secrets" | "secretCopies">]: Count } = {
  natGateways: of("ec2/natGateway:NatGateway"),
  natInstances: of("ec2/instance:Instance"),
  elasticIps: of("ec2/eip:Eip"),
  interfaceEndpoints: of(
    "ec2/vpcEndpoint:VpcEndpoint",
    ({ vpcEndpointType }) => vpcEndpointType === "Interface",
  ),
  keys: of("kms/key:Key"),
  userPools: of("cognito/userPool:UserPool"),
  databaseInstances: of("rds/clusterInstance:ClusterInstance"),
  databaseProxies: of("rds/proxy:Proxy"),
  cacheNodes: sumOf("elasticache/replicationGroup:ReplicationGroup", (inputs) =>
    Number(inputs.numCacheClusters),
  ),
  fileSystems: of("efs/fileSystem:FileSystem"),
  loadBalancers: of("lb/loadBalancer:LoadBalancer"),
  distributions: of("cloudfront/distribution:Distribution"),
  webAcls: of("wafv2/webAcl:WebAcl"),
  webAclRules: sumOf("wafv2/webAcl:WebAcl", ({ rules }) => lengthOf(rules)),
  botControls: of("wafv2/webAcl:WebAcl", botControl),
  endpointChecks: of("route53/healthCheck:HealthCheck", ({ type }) => type === "HTTPS"),
  otherChecks: of("route53/healthCheck:HealthCheck", ({ type }) => type !== "HTTPS"),
  routingClusters: of("route53recoverycontrol/cluster:Cluster"),
  repositories: of("ecr/repository:Repository"),
  ecsServices: of("ecs/service:Service"),
  tasks: sumOf("ecs/service:Service", ({ desiredCount }) => Number(desiredCount)),
  metricAlarms: of("cloudwatch/metricAlarm:MetricAlarm"),
  alarmMetrics: sumOf("cloudwatch/metricAlarm:MetricAlarm", queries),
  compositeAlarms: of("cloudwatch/compositeAlarm:CompositeAlarm"),
  dashboards: of("cloudwatch/dashboard:Dashboard"),
  probes: of("synthetics/canary:Canary"),
  trails: of("cloudtrail/trail:Trail"),
  prometheusWorkspaces: of("amp/workspace:Workspace"),
  grafanaWorkspaces: of("grafana/workspace:Workspace"),
  logGroups: of("cloudwatch/logGroup:LogGroup"),
  vaults: of("backup/vault:Vault"),
  tables: of("dynamodb/table:Table"),
  queues: of("sqs/queue:Queue"),
  topics: of("sns/topic:Topic"),
  stateMachines: of("sfn/stateMachine:StateMachine"),
  lambdas: of("lambda/function:Function"),
  schedules: of("scheduler/schedule:Schedule"),
  experiments: of("fis/experimentTemplate:ExperimentTemplate"),
};

describe.each(names)("%s", (stage) => {
  const { resources } = readGraph(stage);
  const config = load(stage, {});
  const registry = { workflows, functions };

  test.each(config.regions)(
    "what the estimate counts in $region is what the stacks create there",
    (region) => {
      const here = resources.filter((each) => each.region === region.region);
      const { secrets, secretCopies, ...counted } = inventory(config, region, registry);
      expect(Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, count(here)]))).toEqual(
        counted,
      );
      expect(of("secretsmanager/secret:Secret")(here)).toBe(secrets - secretCopies);
    },
  );

  test("what the estimate counts in the neutral region is what the stacks create there", () => {
    const there = resources.filter((each) => each.region === config.neutralRegion);
    const { metricAlarms, ...others } = neutralInventory(registry);
    const counted: Partial<Inventory> = { ...others, metricAlarms, alarmMetrics: metricAlarms };
    for (const [key, count] of Object.entries(counts))
      expect({ [key]: count(there) }).toEqual({
        [key]:
          config.regions.length > 1 ? (Object.entries(counted).find(([name]) => name === key)?.[1] ?? 0) : 0,
      });
  });

  test("what the estimate counts as copies of secrets is what the primary's secrets are replicated to", () => {
    const copies = config.regions.reduce(
      (sum, region) => sum + inventory(config, region, registry).secretCopies,
      0,
    );
    expect(sumOf("secretsmanager/secret:Secret", ({ replicas }) => lengthOf(replicas))(resources)).toBe(
      copies,
    );
  });

  test("interface endpoints and public load balancers stand in as many zones as the estimate bills", () => {
    for (const region of config.regions) {
      const here = resources.filter((each) => each.region === region.region);
      const zoned = [
        ...here.filter(({ inputs }) => inputs.vpcEndpointType === "Interface"),
        ...here.filter(({ type, inputs }) => type === "aws:lb/loadBalancer:LoadBalancer" && !inputs.internal),
      ];
      expect(zoned.length).toBeGreaterThan(0);
      for (const { name, inputs } of zoned)
        expect({ name, zones: lengthOf(inputs.subnetIds ?? inputs.subnets) }).toEqual({
          name,
          zones: region.zones,
        });
    }
  });
});
