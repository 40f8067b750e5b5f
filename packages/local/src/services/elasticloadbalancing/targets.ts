import type { TargetDescription, TargetHealthDescription } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { unsupported } from "../supported.ts";
import { drain, forget, reconcile } from "./health.ts";
import type { Registry } from "./registry.ts";
import type { RegisteredTarget, TargetGroup } from "./state.ts";

type In<Op extends string> = Input<"elasticloadbalancing", Op>;
type Out<Op extends string> = Output<"elasticloadbalancing", Op>;

export function registerTargets(
  world: World,
  registry: Registry,
  { TargetGroupArn, Targets = [] }: In<"RegisterTargets">,
): Out<"RegisterTargets"> {
  const group = registry.targetGroup(TargetGroupArn);
  if (Targets.length === 0) throw new AwsError("ValidationError", "At least one target must be specified");
  for (const target of Targets) checkTarget(target);
  for (const { Id: ip = "", Port: port = group.port } of Targets) {
    const existing = find(group, ip, port);
    if (existing && existing.state !== "draining") continue;
    // A target that is still draining may come back; AWS starts it afresh.
    if (existing) forget(group, existing);
    const registered: RegisteredTarget = {
      target: { region: group.region, ip, port },
      state: "unused",
      outstanding: 0,
      reason: undefined,
      description: undefined,
      watch: undefined,
    };
    group.targets = [...group.targets, registered];
  }
  reconcile(world, registry, group);
  return {};
}

export function deregisterTargets(
  world: World,
  registry: Registry,
  { TargetGroupArn, Targets = [] }: In<"DeregisterTargets">,
): Out<"DeregisterTargets"> {
  const group = registry.targetGroup(TargetGroupArn);
  for (const { Id: ip = "", Port } of Targets) {
    // Without a port, AWS takes every registration of the address.
    const chosen = group.targets.filter(
      ({ target }) => target.ip === ip && (Port ?? target.port) === target.port,
    );
    for (const registered of chosen) {
      if (registered.state === "draining") continue;
      if (registry.userOf(group)) drain(world, group, registered);
      else forget(group, registered);
    }
  }
  return {};
}

export function describeTargetHealth(
  registry: Registry,
  { TargetGroupArn, Targets, Include }: In<"DescribeTargetHealth">,
): Out<"DescribeTargetHealth"> {
  if (Include?.length) throw unsupported("DescribeTargetHealth", "Include");
  const group = registry.targetGroup(TargetGroupArn);
  const described = Targets?.length
    ? Targets.map(({ Id: ip = "", Port: port = group.port }) => {
        const found = find(group, ip, port);
        return found ? describe(group, found) : notRegistered(ip, port);
      })
    : group.targets.map((registered) => describe(group, registered));
  return { TargetHealthDescriptions: described };
}

const find = (group: TargetGroup, ip: string, port: number): RegisteredTarget | undefined =>
  group.targets.find(({ target }) => target.ip === ip && target.port === port);

/** Private ranges that AWS takes for targets of type ip (RFC 1918 and RFC 6598). */
const privateRange = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

function checkTarget({ Id: id = "", Port: port = 80, AvailabilityZone: zone }: TargetDescription): void {
  if (zone) throw unsupported("RegisterTargets", "AvailabilityZone");
  const parts = id.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255))
    throw new AwsError("ValidationError", `The IP address '${id}' is not a valid IPv4 address`);
  if (!privateRange.test(id))
    throw new AwsError(
      "InvalidTarget",
      `The IP address '${id}' is not within the VPC or the private ranges that targets may be in`,
    );
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new AwsError("ValidationError", `Port '${port}' must be between 1 and 65535 inclusive`);
}

const describe = (
  group: TargetGroup,
  { target, state, reason, description }: RegisteredTarget,
): TargetHealthDescription => ({
  Target: { Id: target.ip, Port: target.port },
  HealthCheckPort: group.health.port === "traffic-port" ? `${target.port}` : group.health.port,
  TargetHealth: {
    State: state,
    ...(reason && { Reason: reason }),
    ...(description && { Description: description }),
  },
});

const notRegistered = (ip: string, port: number): TargetHealthDescription => ({
  Target: { Id: ip, Port: port },
  TargetHealth: {
    State: "unused",
    Reason: "Target.NotRegistered",
    Description: "Target is not registered to the target group",
  },
});
