import type { Config } from "@signalbox/core/config/config";
import type { Route } from "@signalbox/core/config/service";
import { heldServices, holderPort } from "@signalbox/core/scaling/hold/holders";
import type { Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { configOf } from "../view/config.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { listOf } from "../view/values.ts";

/** The list, as `from -> to:port`; who is in a group stands in its name. */
function expected(config: Config): Set<string> {
  const { data, network } = config;
  const ports = (kind: Route["kind"]) =>
    Object.values(config.services).flatMap(({ route, port }) => (route.kind === kind ? [port] : []));
  const consumers = ["tasks", "inference", "pipeline", "lambdas"];
  return new Set([
    "0.0.0.0/0 -> balancer:443",
    "0.0.0.0/0 -> balancer:80",
    "pipeline -> balancer:8443",
    "nat -> balancer:8443",
    ...ports("public").map((port) => `balancer -> tasks:${port}`),
    ...ports("internal-load-balancer").flatMap((port) => [
      `tasks -> internal-balancer:${port}`,
      `internal-balancer -> inference:${port}`,
    ]),
    ...heldServices(config)
      .map((name) => holderPort(config.services[name]?.port ?? 0))
      .flatMap((port) => [`tasks -> internal-balancer:${port}`, `internal-balancer -> tasks:${port}`]),
    ...ports("service-connect").map((port) => `tasks -> tasks:${port}`),
    ...(data.files.kind === "efs" ? ["tasks -> files:2049"] : []),
    "tasks -> cache:6379",
    ...(data.database.proxy ? ["tasks -> proxy:5432", "proxy -> database:5432"] : []),
    "tasks -> database:5432",
    "lambdas -> database:5432",
    "lambdas -> cache:6379",
    ...(network.endpoints ? consumers.map((who) => `${who} -> endpoints:443`) : []),
    ...(network.nat === "instance" ? ["private -> nat:443", "private -> nat:8443"] : []),
  ]);
}

/** From the networks whose overflow of inference this region serves. */
const overflowInto = ({ inference, regions, services }: Config, region: string): string[] =>
  Object.entries(inference.services).flatMap(([name, { spill }]) =>
    regions
      .filter((from) => spill?.to[from.region] === region)
      .map(({ cidr }) => `${cidr} -> internal-balancer:${services[name]?.port}`),
  );

export const securityGroups: InfraPromise = {
  name: "security groups let in what the list of ways says, and nothing else",
  check: (graph) => {
    const config = configOf(graph);
    const groups = ofType(graph, "aws:ec2/securityGroup:SecurityGroup");
    const rules = ofType(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    const inline = [...groups, ...ofType(graph, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")].filter(
      (group) => listOf(valueIn(group, "ingress")).length > 0 && !groupName(group).startsWith("nat"),
    );
    const nats = new Set(ofType(graph, "aws:ec2/eip:Eip").map((eip) => `${valueIn(eip, "publicIp")}/32`));
    const everywhere = expected(config);
    const old = ofType(graph, "aws:ec2/securityGroupRule:SecurityGroupRule");
    return [
      ...[...inline, ...old].map((one) => wrong(one, "opens a way beside the rules")),
      ...config.regions.flatMap(({ region }) => {
        const inRegion = new Map(
          groups.filter((one) => one.region === region).map((one) => [one.id, groupName(one)]),
        );
        const inside = new Set(
          ofType(graph, "aws:ec2/subnet:Subnet")
            .filter((one) => one.region === region && /Private/.test(one.name))
            .map((one) => valueIn(one, "cidrBlock")),
        );
        const ways = rules
          .filter((rule) => rule.region === region)
          .map((rule) => ({ rule, way: wayOf(rule, inRegion, nats, inside) }));
        const seen = new Set(ways.map(({ way }) => way));
        const wanted = new Set([...everywhere, ...overflowInto(config, region)]);
        return [
          ...ways.filter(({ way }) => !wanted.has(way)).map(({ rule, way }) => wrong(rule, `opens ${way}`)),
          ...[...wanted]
            .filter((way) => !seen.has(way) && !way.includes("nat:"))
            .map((way) => `${region} lacks ${way}`),
        ];
      }),
    ];
  },
};

/** `UsEast1InternalBalancerGroup` is of `internal-balancer`. */
function groupName({ name }: Resource): string {
  const own = name.replace(/^[A-Z][a-z]+[A-Z][a-z]+\d/, "").replace(/Group$/, "");
  return own.replaceAll(/(?<=.)([A-Z])/g, "-$1").toLowerCase();
}

function wayOf(
  rule: Resource,
  groups: ReadonlyMap<string, string>,
  nats: ReadonlySet<string>,
  inside: ReadonlySet<unknown>,
): string {
  const text = (key: string) => String(valueIn(rule, key) ?? "");
  const peer = text("cidrIpv4");
  const from =
    groups.get(text("referencedSecurityGroupId")) ??
    (nats.has(peer)
      ? "nat"
      : inside.has(peer)
        ? "private"
        : peer || text("cidrIpv6") || text("prefixListId"));
  const [start, end] = [text("fromPort"), text("toPort")];
  const port = text("ipProtocol") === "-1" ? "all" : start === end ? start : `${start}-${end}`;
  const protocol = ["tcp", "-1"].includes(text("ipProtocol")) ? "" : text("ipProtocol");
  return `${from} -> ${groups.get(text("securityGroupId"))}:${port}${protocol}`;
}
