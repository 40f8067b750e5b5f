import type { LoadBalancer as Described } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { defaultsOf, loadBalancerAttributes } from "./attributes.ts";
import { reconcile } from "./health.ts";
import { LoadBalancerMetrics } from "./metrics.ts";
import type { Registry } from "./registry.ts";
import type { LoadBalancer } from "./state.ts";
import { tag } from "./tags.ts";

type In<Op extends string> = Input<"elasticloadbalancing", Op>;
type Out<Op extends string> = Output<"elasticloadbalancing", Op>;

/** Milliseconds in the state `provisioning`. AWS takes one to three minutes; a laptop's start does not wait for that. */
const provisioning = 2_000;

export function createLoadBalancer(
  world: World,
  registry: Registry,
  input: In<"CreateLoadBalancer">,
  { region }: CallContext,
): Out<"CreateLoadBalancer"> {
  refuseUnsupported("CreateLoadBalancer", input, [
    "Name",
    "Subnets",
    "SubnetMappings",
    "SecurityGroups",
    "Scheme",
    "Type",
    "IpAddressType",
    "Tags",
  ]);
  const { Name: name = "", SecurityGroups = [], Scheme = "internet-facing", Type = "application" } = input;
  if (Type !== "application") throw unsupported("CreateLoadBalancer", `the type ${Type}`);
  if ((input.IpAddressType ?? "ipv4") !== "ipv4")
    throw unsupported("CreateLoadBalancer", `the IP address type ${input.IpAddressType}`);
  checkName("Load balancer", name);
  const subnets = input.Subnets ?? (input.SubnetMappings ?? []).map(({ SubnetId = "" }) => SubnetId);
  if (new Set(subnets).size < 2)
    throw new AwsError(
      "ValidationError",
      "At least two subnets in two different Availability Zones must be specified",
    );
  const existing = [...registry.loadBalancers.values()].find((other) => other.name === name);
  if (existing) {
    const same = existing.scheme === Scheme && existing.subnets.join() === subnets.join();
    if (same) return { LoadBalancers: [describe(existing)] };
    throw new AwsError(
      "DuplicateLoadBalancerName",
      `A load balancer with the same name '${name}' exists, but with different settings`,
    );
  }
  const id = registry.random.hex(16);
  const balancer: LoadBalancer = {
    arn: `arn:aws:elasticloadbalancing:${region}:${world.account}:loadbalancer/app/${name}/${id}`,
    name,
    dimension: `app/${name}/${id}`,
    region,
    dnsName: `${name}-${Math.floor(registry.random.next() * 1e10)}.${region}.elb.amazonaws.com`,
    scheme: Scheme,
    subnets,
    securityGroups: SecurityGroups,
    createdAt: new Date(world.clock.now()),
    state: "provisioning",
    attributes: defaultsOf(loadBalancerAttributes),
    metrics: new LoadBalancerMetrics(world),
    deleted: new AbortController(),
  };
  tag(registry, balancer.arn, input.Tags);
  registry.loadBalancers.set(balancer.arn, balancer);
  run(world, registry, balancer);
  return { LoadBalancers: [describe(balancer)] };
}

/** Starts what a load balancer does by itself. */
export function run(world: World, registry: Registry, balancer: LoadBalancer): void {
  const { name, deleted } = balancer;
  world.background(`provisioning of ${name}`, async () => {
    await world.clock.sleep(provisioning, deleted.signal);
    balancer.state = "active";
  });
  world.background(`metrics of ${name}`, () =>
    balancer.metrics.run(balancer, () => registry.groupsOf(balancer), deleted.signal),
  );
}

export function describeLoadBalancers(
  registry: Registry,
  { LoadBalancerArns: arns, Names: names, Marker, PageSize = 400 }: In<"DescribeLoadBalancers">,
): Out<"DescribeLoadBalancers"> {
  const all = [...registry.loadBalancers.values()];
  const missing = names?.filter((name) => !all.some((balancer) => balancer.name === name)) ?? [];
  if (missing.length > 0)
    throw new AwsError("LoadBalancerNotFound", `Load balancers '[${missing.join(", ")}]' not found`);
  const chosen = arns?.length
    ? arns.map((arn) => registry.loadBalancer(arn))
    : all.filter(({ name }) => !names?.length || names.includes(name));
  const { items, nextToken } = page(chosen, Marker, PageSize);
  return { LoadBalancers: items.map(describe), NextMarker: nextToken };
}

export async function deleteLoadBalancer(
  world: World,
  registry: Registry,
  { LoadBalancerArn: arn }: In<"DeleteLoadBalancer">,
): Promise<Out<"DeleteLoadBalancer">> {
  const balancer = registry.loadBalancers.get(arn ?? "");
  // AWS: deleting what does not exist succeeds.
  if (!balancer) return {};
  if (balancer.attributes.get("deletion_protection.enabled") === "true")
    throw new AwsError(
      "OperationNotPermitted",
      `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
    );
  const groups = registry.groupsOf(balancer);
  registry.loadBalancers.delete(balancer.arn);
  balancer.deleted.abort();
  const listeners = registry.listenersOf(balancer);
  for (const listener of listeners) registry.listeners.delete(listener.arn);
  for (const group of groups) reconcile(world, registry, group);
  await Promise.all(listeners.map(({ open }) => open?.close()));
  return {};
}

/** Names of load balancers and target groups follow the same rule. */
export function checkName(what: string, name: string): void {
  if (name.length > 32)
    throw new AwsError("ValidationError", `${what} name '${name}' cannot be longer than '32' characters`);
  if (!/^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name) || name.startsWith("internal-"))
    throw new AwsError(
      "ValidationError",
      `${what} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
}

const describe = (balancer: LoadBalancer): Described => ({
  LoadBalancerArn: balancer.arn,
  DNSName: balancer.dnsName,
  CreatedTime: balancer.createdAt,
  LoadBalancerName: balancer.name,
  Scheme: balancer.scheme,
  State: { Code: balancer.state },
  Type: "application",
  AvailabilityZones: balancer.subnets.map((SubnetId, index) => ({
    ZoneName: `${balancer.region}${"abcdef"[index % 6]}`,
    SubnetId,
    LoadBalancerAddresses: [],
  })),
  SecurityGroups: [...balancer.securityGroups],
  IpAddressType: "ipv4",
});
