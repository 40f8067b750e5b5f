/// <reference path="../.sst/platform/config.d.ts" />
import { hostsOf } from "@signalbox/core/platform/hosts";
import { readyPath } from "@signalbox/core/platform/maintenance";
import { accessLogBucket } from "../infra/access-log-bucket";
import { certificates } from "../infra/certificate";
import { type CachedPath, distribution } from "../infra/distribution";
import { distributionLogs } from "../infra/distribution-logs";
import { balancerAlias, failoverRecords } from "../infra/failover-records";
import { httpsListener, loadBalancer } from "../infra/load-balancer";
import { maintenanceRules } from "../infra/maintenance-rules";
import { originHeader, originRule, originSecret } from "../infra/origin-secret";
import { regionHealth } from "../infra/region-health";
import { routingControls } from "../infra/routing-controls";
import { globalScope, type Scope } from "../infra/scope";
import { viewerRules, webAcl } from "../infra/web-acl";
import type { Edge, Identity, Network } from "./layers";

/**
 * What CloudFront may keep. Open WebUI answers an unknown path with the application's page, but a missing .js with 404: while
 * two versions are served, anything else kept for long could be that page under a file's name. /cache/* is the users' own.
 */
const cached: readonly CachedPath[] = [
  { path: "/_app/immutable/*.js", how: "hashed" },
  { path: "/_app/*", how: "revalidated" },
  { path: "/static/*", how: "revalidated" },
  { path: "/pyodide/*", how: "revalidated" },
];

interface Balancer {
  readonly scope: Scope;
  readonly network: Network;
  readonly edge: Edge;
  readonly balancer: aws.lb.LoadBalancer;
  readonly logs: ReturnType<typeof accessLogBucket>;
}

/** Load balancers, web ACLs, CloudFront and the names; one Edge a region, in the order of the scopes. */
export function edge(
  scopes: readonly Scope[],
  networks: readonly Network[],
  identities: readonly Identity[],
): Edge[] {
  const [primary] = scopes;
  const [primaryIdentity] = identities;
  if (primary === undefined || primaryIdentity === undefined) return [];
  const { config } = primary;
  const hosts = hostsOf(config.domain.host);
  const { zoneId } = config.domain;
  const world = globalScope(scopes);
  const regional = new Set(scopes.map(({ region }) => region.region));
  const certified = config.edge.cdn && !regional.has(world.region.region) ? [...scopes, world] : scopes;
  const issued = certificates(certified, { host: hosts.public, zoneId });
  const issuedIn = (region: string) => issued.get(region) ?? "";

  const balancers = scopes.flatMap((scope, index): Balancer[] => {
    const network = networks[index];
    return network === undefined ? [] : [balancersOf(scope, network, issuedIn(scope.region.region))];
  });
  const { checks, routing } = healthOf(world, balancers, hosts);
  failoverRecords(world, {
    zoneId,
    host: config.edge.cdn ? hosts.origin : hosts.public,
    standbyHost: hosts.standby,
    routing: config.edge.routing,
    standbys: balancers.map(({ scope, balancer }) => ({
      region: scope.region.region,
      balancer,
      healthCheckId: checks.get(scope.region.region) ?? "",
    })),
  });

  if (config.edge.cdn) {
    const secret = originSecret(primary, primaryIdentity.keyArn);
    for (const balancer of balancers) onlyFromCloudFront(balancer, secret);
    viewers(world, secret, issuedIn(world.region.region));
  } else if (config.edge.waf) for (const balancer of balancers) protect(balancer);
  return balancers.map((one) => ({ ...one.edge, ...(routing && { routing }) }));
}

/** The two load balancers of a region: the public one with its listeners, and the one in front of inference. */
function balancersOf(scope: Scope, network: Network, certificateArn: $util.Input<string>): Balancer {
  const logs = accessLogBucket(scope, "AccessLogs");
  const balancer = loadBalancer(scope, "Balancer", {
    kind: "public",
    subnetIds: network.publicSubnetIds,
    groupId: network.groups.balancer,
    logs,
  });
  const inner = loadBalancer(scope, "InternalBalancer", {
    kind: "internal",
    subnetIds: network.privateSubnetIds,
    groupId: network.groups.internalBalancer,
    logs,
  });
  const tls = { balancerArn: balancer.arn, certificateArn };
  const listener = httpsListener(scope, "Listener", { ...tls, port: 443 });
  const preview = httpsListener(scope, "PreviewListener", { ...tls, port: 8443 });
  new aws.lb.Listener(
    scope.id("RedirectListener"),
    {
      loadBalancerArn: balancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    },
    scope.options(),
  );
  const edge: Edge = {
    balancerArn: balancer.arn,
    balancerDimension: balancer.arnSuffix,
    listenerArn: listener.arn,
    previewListenerArn: preview.arn,
    maintenanceRuleArns: maintenanceRules(scope, listener.arn),
    internal: {
      balancerArn: inner.arn,
      balancerDimension: inner.arnSuffix,
      dnsName: inner.dnsName,
    },
  };
  return { scope, network, edge, balancer, logs };
}

interface Health {
  /** Ids by region. */
  readonly checks: ReadonlyMap<string, $util.Output<string>>;
  readonly routing?: Edge["routing"];
}

/** A name and a health check for each region; with routing controls, these alone say where traffic goes. */
function healthOf(world: Scope, balancers: readonly Balancer[], hosts: ReturnType<typeof hostsOf>): Health {
  const { config } = world;
  const scopes = balancers.map(({ scope }) => scope);
  const answered = balancers.map(({ scope, balancer }) => {
    const host = hosts.region(scope.region.region);
    new aws.route53.Record(
      scope.id("RegionName"),
      { zoneId: config.domain.zoneId, name: host, type: "A", aliases: [balancerAlias(balancer)] },
      scope.options(),
    );
    const others = config.edge.routingControls ? [] : scopes.filter((other) => other !== scope);
    return [scope.region.region, regionHealth(scope, { host, path: readyPath, others })] as const;
  });
  return config.edge.routingControls
    ? routingControls(
        world,
        scopes.map(({ region }) => region.region),
      )
    : { checks: new Map(answered) };
}

function viewers(world: Scope, secret: $util.Output<string>, certificateArn: $util.Input<string>) {
  const { config } = world;
  const hosts = hostsOf(config.domain.host);
  const logs = accessLogBucket(world, "AccessLogs");
  const acl = config.edge.waf
    ? webAcl(world, "ViewersAcl", {
        name: "viewers",
        where: "CLOUDFRONT",
        description: "What viewers may ask of CloudFront",
        rules: viewerRules(config.edge),
        logs,
      })
    : undefined;
  const made = distribution(world, "Distribution", {
    host: hosts.public,
    originHost: hosts.origin,
    certificateArn,
    ...(acl && { webAclArn: acl.arn }),
    secret: { header: originHeader, value: secret },
    cached,
  });
  distributionLogs(world, { distributionArn: made.arn, logs });
  for (const type of ["A", "AAAA"] as const)
    new aws.route53.Record(
      world.id(`Host${type}`),
      {
        zoneId: config.domain.zoneId,
        name: hosts.public,
        type,
        aliases: [{ name: made.domainName, zoneId: made.hostedZoneId, evaluateTargetHealth: false }],
      },
      world.options(),
    );
}

/** Behind CloudFront, the load balancer serves it, Route 53's health checks, and what looks at a preview from inside. */
function onlyFromCloudFront({ scope, network, balancer, logs }: Balancer, secret: $util.Output<string>) {
  const inside = new aws.wafv2.IpSet(
    scope.id("Inside"),
    {
      name: scope.names.edge("inside"),
      description: "Addresses of the VPC",
      scope: "REGIONAL",
      ipAddressVersion: "IPV4",
      // The name of a public load balancer leads out of the VPC and back in, so that tasks come from the NAT's.
      addresses: [scope.region.cidr, ...network.natAddresses.map((address) => $interpolate`${address}/32`)],
    },
    scope.options(),
  );
  const acl = webAcl(scope, "OriginAcl", {
    name: "origin",
    where: "REGIONAL",
    description: "Only what comes through CloudFront",
    rules: [originRule({ secret, openPath: readyPath, insideArn: inside.arn })],
    secretHeaders: [originHeader],
    logs,
  });
  attach(scope, balancer, acl);
}

/** Without CloudFront, viewers meet the load balancer itself. */
function protect({ scope, balancer, logs }: Balancer) {
  const acl = webAcl(scope, "ViewersAcl", {
    name: "viewers",
    where: "REGIONAL",
    description: "What viewers may ask of the load balancer",
    rules: viewerRules(scope.config.edge),
    logs,
  });
  attach(scope, balancer, acl);
}

function attach(scope: Scope, balancer: aws.lb.LoadBalancer, acl: aws.wafv2.WebAcl) {
  new aws.wafv2.WebAclAssociation(
    scope.id("AclAssociation"),
    { resourceArn: balancer.arn, webAclArn: acl.arn },
    scope.options(),
  );
}
