/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import type { Route } from "@signalbox/core/config/service";
import { heldServices, holderPort } from "@signalbox/core/scaling/hold/holders";
import { pascalCase, type Scope } from "../infra/scope";
import { letIn, letOut, letReach, type Member, securityGroup } from "../infra/security-group";
import type { SecurityGroups } from "./layers";

export interface SecurityGroupsArgs {
  readonly vpcId: $util.Output<string>;
  /** Public addresses from which the private subnets' traffic leaves. */
  readonly natAddresses: readonly $util.Output<string>[];
  /** Of S3 and DynamoDB. */
  readonly gatewayPrefixLists: readonly $util.Output<string>[];
}

const anywhere = { cidrIpv4: "0.0.0.0/0" };
const https = 443;
const preview = 8443;
const postgres = 5432;
const redis = 6379;
const nfs = 2049;

/** Who may reach whom: what is not written here is refused. */
export function securityGroups(
  scope: Scope,
  { vpcId, natAddresses, gatewayPrefixLists }: SecurityGroupsArgs,
): SecurityGroups & { readonly endpoints: $util.Output<string> } {
  const { data, network } = scope.config;
  const group = (name: string, description: string) => securityGroup(scope, vpcId, name, description);
  const balancer = group("balancer", "Public load balancer");
  const internalBalancer = group("internal-balancer", "Load balancer before inference");
  const tasks = group("tasks", "Tasks of all services but inference");
  const inference = group("inference", "Tasks and instances that run models");
  const pipeline = group("pipeline", "Tasks of the release pipeline that try a candidate");
  const lambdas = group("lambdas", "Lambdas that check contents and rotate passwords");
  const files = group("files", "File system");
  const proxy = group("proxy", "RDS Proxy");
  const database = group("database", "PostgreSQL");
  const cache = group("cache", "Valkey or Redis");
  const endpoints = group("endpoints", "Interface endpoints of AWS services");

  const reach = (from: Member, to: Member, port: number, why: string) =>
    letReach(scope, { from, to, port, why });
  const out = (from: Member, port: number, why: string) =>
    letOut(scope, { thing: "Internet", group: from, outside: anywhere, port, why });

  // CloudFront or not: who comes past it lacks the header that the load balancer's web ACL asks for, and gets 403
  // (infra/origin-secret). AWS's prefix list of CloudFront would keep the strangers out as well, but not another customer's
  // distribution, and it takes the place of 55 rules of the group's quota of 60.
  for (const port of [80, https])
    letIn(scope, { thing: "Internet", group: balancer, outside: anywhere, port, why: "users" });

  // A public load balancer's name resolves to public addresses even in its VPC, so the pipeline's tasks arrive from the
  // NAT's; that only they set out for this port is seen to by every group's way out.
  reach(pipeline, balancer, preview, "tries of a candidate, to the private addresses");
  for (const [index, address] of natAddresses.entries())
    letIn(scope, {
      thing: `Nat${index + 1}`,
      group: balancer,
      outside: { cidrIpv4: $util.interpolate`${address}/32` },
      port: preview,
      why: "tries of a candidate, by way of the NAT",
    });
  out(pipeline, preview, "the preview listener, by way of the NAT");

  for (const port of portsOf(scope, "public")) reach(balancer, tasks, port, "requests and health checks");
  for (const port of portsOf(scope, "internal-load-balancer")) {
    reach(tasks, internalBalancer, port, "inference");
    reach(internalBalancer, inference, port, "inference and health checks");
  }
  // Whoever holds requests is asked in the replicas' stead, and asks them at their own port.
  for (const port of heldPorts(scope)) {
    reach(tasks, internalBalancer, port, "inference that sleeps");
    reach(internalBalancer, tasks, port, "requests that are held, and health checks");
  }
  // Between regions no group can name another: https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
  for (const { port, from, to } of spills(scope)) {
    const why = "overflow of inference";
    if (from.region === scope.region.region) {
      const outside = { cidrIpv4: to.cidr };
      letOut(scope, { thing: pascalCase(to.region), group: tasks, outside, port, why });
    }
    if (to.region === scope.region.region) {
      const outside = { cidrIpv4: from.cidr };
      letIn(scope, { thing: pascalCase(from.region), group: internalBalancer, outside, port, why });
    }
  }
  for (const port of portsOf(scope, "service-connect"))
    reach(tasks, tasks, port, "services of the catalogue");

  if (data.files.kind === "efs") reach(tasks, files, nfs, "uploads");
  reach(tasks, cache, redis, "sessions and sockets");
  reach(lambdas, cache, redis, "what runs in the application while a side drains");
  if (data.database.proxy) {
    reach(tasks, proxy, postgres, "pooled connections");
    reach(proxy, database, postgres, "pooled connections");
  }
  // With the proxy too: it knows the cluster that it was made for, and one that was restored is reached past it.
  reach(tasks, database, postgres, "connections");
  // Past the proxy: it logs in as the users that it knows, and rotation makes users.
  reach(lambdas, database, postgres, "checks of contents, rotation of passwords");

  // The tasks' way to AWS, to the identity provider, to models and searches elsewhere. A group cannot tell hosts apart.
  for (const from of [tasks, inference, pipeline]) out(from, https, "AWS and services elsewhere");
  if (network.endpoints) {
    for (const from of [tasks, inference, pipeline, lambdas]) reach(from, endpoints, https, "AWS services");
    for (const [index, prefixListId] of gatewayPrefixLists.entries())
      letOut(scope, {
        thing: `Gateway${index + 1}`,
        group: lambdas,
        outside: { prefixListId },
        port: https,
        why: "S3 and DynamoDB",
      });
  } else out(lambdas, https, "AWS services, which have no endpoints in this VPC");

  return {
    balancer: balancer.id,
    internalBalancer: internalBalancer.id,
    tasks: tasks.id,
    inference: inference.id,
    pipeline: pipeline.id,
    lambdas: lambdas.id,
    files: files.id,
    proxy: proxy.id,
    database: database.id,
    cache: cache.id,
    endpoints: endpoints.id,
  };
}

/** Ports of the holders. */
const heldPorts = ({ config }: Scope) =>
  new Set(
    heldServices(config).flatMap((name) => {
      const port = config.services[name]?.port;
      return port === undefined ? [] : [holderPort(port)];
    }),
  );

/** Between which regions overflow goes, to which port; each once. */
function spills({ config: { inference, regions, services } }: Scope) {
  const ways = new Map<
    string,
    { port: number; from: Config["regions"][number]; to: Config["regions"][number] }
  >();
  for (const [name, { spill }] of Object.entries(inference.services))
    for (const [one, other] of Object.entries(spill?.to ?? {})) {
      const [from, to] = [one, other].map((region) => regions.find((known) => known.region === region));
      const port = services[name]?.port;
      if (from && to && port !== undefined) ways.set(`${one} ${other} ${port}`, { port, from, to });
    }
  return ways.values();
}

/** Ports of the catalogue's services that are reached in this way, each once. */
const portsOf = ({ config }: Scope, kind: Route["kind"]) =>
  new Set(
    Object.values(config.services)
      .filter(({ route }) => route.kind === kind)
      .map(({ port }) => port),
  );
