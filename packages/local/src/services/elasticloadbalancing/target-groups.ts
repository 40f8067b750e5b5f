import type { TargetGroup as Described } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { defaultsOf, targetGroupAttributes } from "./attributes.ts";
import { forget } from "./health.ts";
import { defaultCheck, readHealthCheck } from "./health-settings.ts";
import { checkName } from "./load-balancers.ts";
import type { Registry } from "./registry.ts";
import type { TargetGroup } from "./state.ts";
import { tag } from "./tags.ts";

type In<Op extends string> = Input<"elasticloadbalancing", Op>;
type Out<Op extends string> = Output<"elasticloadbalancing", Op>;

export function createTargetGroup(
  world: World,
  registry: Registry,
  input: In<"CreateTargetGroup">,
  { region }: CallContext,
): Out<"CreateTargetGroup"> {
  refuseUnsupported("CreateTargetGroup", input, [
    "Name",
    "Protocol",
    "ProtocolVersion",
    "Port",
    "VpcId",
    "TargetType",
    "IpAddressType",
    "HealthCheckProtocol",
    "HealthCheckPort",
    "HealthCheckEnabled",
    "HealthCheckPath",
    "HealthCheckIntervalSeconds",
    "HealthCheckTimeoutSeconds",
    "HealthyThresholdCount",
    "UnhealthyThresholdCount",
    "Matcher",
    "Tags",
  ]);
  const { Name: name = "", Protocol: protocol, Port: port, TargetType: type = "instance" } = input;
  if (type !== "ip") throw unsupported("CreateTargetGroup", `the target type ${type}`);
  if (!protocol) throw new AwsError("ValidationError", "A protocol must be specified");
  if (protocol !== "HTTP") throw unsupported("CreateTargetGroup", `the protocol ${protocol}`);
  if ((input.ProtocolVersion ?? "HTTP1") !== "HTTP1")
    throw unsupported("CreateTargetGroup", `the protocol version ${input.ProtocolVersion}`);
  if ((input.IpAddressType ?? "ipv4") !== "ipv4")
    throw unsupported("CreateTargetGroup", `the IP address type ${input.IpAddressType}`);
  if (!port) throw new AwsError("ValidationError", "A port must be specified");
  if (!input.VpcId) throw new AwsError("ValidationError", "A VPC ID must be specified");
  checkName("Target group", name);
  const health = readHealthCheck("CreateTargetGroup", defaultCheck, input);
  const existing = [...registry.targetGroups.values()].find((other) => other.name === name);
  if (existing) {
    const same = existing.port === port && JSON.stringify(existing.health) === JSON.stringify(health);
    if (same) return { TargetGroups: [describe(registry, existing)] };
    throw new AwsError(
      "DuplicateTargetGroupName",
      `A target group with the same name '${name}' exists, but with different settings`,
    );
  }
  const id = registry.random.hex(16);
  const group: TargetGroup = {
    arn: `arn:aws:elasticloadbalancing:${region}:${world.account}:targetgroup/${name}/${id}`,
    name,
    dimension: `targetgroup/${name}/${id}`,
    region,
    port,
    vpcId: input.VpcId,
    health,
    attributes: defaultsOf(targetGroupAttributes),
    targets: [],
    turn: 0,
  };
  tag(registry, group.arn, input.Tags);
  registry.targetGroups.set(group.arn, group);
  return { TargetGroups: [describe(registry, group)] };
}

export function describeTargetGroups(
  registry: Registry,
  {
    LoadBalancerArn,
    TargetGroupArns: arns,
    Names: names,
    Marker,
    PageSize = 400,
  }: In<"DescribeTargetGroups">,
): Out<"DescribeTargetGroups"> {
  const all = [...registry.targetGroups.values()];
  if (names?.some((name) => !all.some((group) => group.name === name)))
    throw new AwsError("TargetGroupNotFound", "One or more target groups not found");
  const chosen = LoadBalancerArn
    ? registry.groupsOf(registry.loadBalancer(LoadBalancerArn))
    : arns?.length
      ? arns.map((arn) => registry.targetGroup(arn))
      : all.filter(({ name }) => !names?.length || names.includes(name));
  const { items, nextToken } = page(chosen, Marker, PageSize);
  return { TargetGroups: items.map((group) => describe(registry, group)), NextMarker: nextToken };
}

export function modifyTargetGroup(
  registry: Registry,
  input: In<"ModifyTargetGroup">,
): Out<"ModifyTargetGroup"> {
  const group = registry.targetGroup(input.TargetGroupArn);
  group.health = readHealthCheck("ModifyTargetGroup", group.health, input);
  return { TargetGroups: [describe(registry, group)] };
}

export function deleteTargetGroup(
  registry: Registry,
  { TargetGroupArn: arn }: In<"DeleteTargetGroup">,
): Out<"DeleteTargetGroup"> {
  const group = registry.targetGroups.get(arn ?? "");
  // AWS: deleting what does not exist succeeds.
  if (!group) return {};
  if (registry.userOf(group))
    throw new AwsError("ResourceInUse", `Target group '${arn}' is currently in use by a listener or a rule`);
  for (const registered of group.targets) forget(group, registered);
  registry.targetGroups.delete(group.arn);
  return {};
}

function describe(registry: Registry, group: TargetGroup): Described {
  const user = registry.userOf(group);
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    Protocol: "HTTP",
    ProtocolVersion: "HTTP1",
    Port: group.port,
    VpcId: group.vpcId,
    HealthCheckProtocol: "HTTP",
    HealthCheckPort: group.health.port,
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: group.health.intervalSeconds,
    HealthCheckTimeoutSeconds: group.health.timeoutSeconds,
    HealthyThresholdCount: group.health.healthyThreshold,
    UnhealthyThresholdCount: group.health.unhealthyThreshold,
    HealthCheckPath: group.health.path,
    Matcher: { HttpCode: group.health.matcher },
    LoadBalancerArns: user ? [user.arn] : [],
    TargetType: "ip",
    IpAddressType: "ipv4",
  };
}
