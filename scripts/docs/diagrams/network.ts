import type { Resource } from "../../synth/graph.ts";
import { flowchart } from "./flowchart.ts";
import { counted, inputOf, type Region, textOf, textsOf } from "./region.ts";

/** Subnets of a region by zone, what stands in each tier, and the way out of it. */
export function networkDiagram(region: Region): string {
  const chart = flowchart("LR");
  const tables = tableOf(region);
  for (const subnet of region.of("Subnet")) {
    const zone = textOf(subnet, "availabilityZone");
    const nats = region.of("NatGateway").filter((nat) => textOf(nat, "subnetId") === subnet.id);
    chart.node(
      subnet.id,
      [
        `${tierOf(subnet)} ${textOf(subnet, "cidrBlock")}`,
        ...nats.map(() => "NAT gateway"),
        ...within(region, subnet.id),
      ],
      { id: zone, label: zone },
    );
    const wayOut = region
      .of("Route")
      .find((route) => textOf(route, "routeTableId") === tables.get(subnet.id));
    if (wayOut === undefined) continue;
    const nat = region.of("NatGateway").find(({ id }) => id === textOf(wayOut, "natGatewayId"));
    chart.arrow(subnet.id, nat ? textOf(nat, "subnetId") : "internet", nat ? "NAT" : "internet gateway");
  }
  chart.node("internet", ["internet"]);
  for (const kind of ["Interface", "Gateway"]) {
    const endpoints = region
      .of("VpcEndpoint")
      .filter((endpoint) => textOf(endpoint, "vpcEndpointType") === kind);
    if (endpoints.length === 0) continue;
    chart.node(kind, [`${kind.toLowerCase()} endpoints`, ...rows(endpoints.map(serviceOf), 2)]);
    for (const subnet of region.of("Subnet"))
      if (endpoints.some((endpoint) => reaches(endpoint, subnet.id, tables.get(subnet.id))))
        chart.arrow(subnet.id, kind);
  }
  return chart.text();
}

const tableOf = (region: Region): ReadonlyMap<string, string> =>
  new Map(
    region
      .of("RouteTableAssociation")
      .map((association) => [textOf(association, "subnetId"), textOf(association, "routeTableId")]),
  );

/** An interface endpoint has an address in the subnet, a gateway endpoint a route in its table. */
const reaches = (endpoint: Resource, subnet: string, table = ""): boolean =>
  textsOf(endpoint, "subnetIds").includes(subnet) || textsOf(endpoint, "routeTableIds").includes(table);

const tierOf = (subnet: Resource): string =>
  /(Public|Private|Data)Subnet/.exec(subnet.name)?.[1]?.toLowerCase() ?? "";

const serviceOf = (endpoint: Resource): string =>
  textOf(endpoint, "serviceName").replace(/^com\.amazonaws\.[^.]+\./, "");

/** What is placed in a subnet, each kind once. */
function within(region: Region, subnet: string): string[] {
  const groups = region.of("SubnetGroup").filter((group) => textsOf(group, "subnetIds").includes(subnet));
  const stores = groups.map(({ type }) => (type.startsWith("aws:rds") ? "Aurora" : "cache"));
  const balancers = region
    .of("LoadBalancer")
    .filter((balancer) => textsOf(balancer, "subnets").includes(subnet));
  const services = region
    .of("Service")
    .filter((service) => textsOf(service, "networkConfiguration.subnets").includes(subnet));
  const proxies = region.of("Proxy").filter((proxy) => textsOf(proxy, "vpcSubnetIds").includes(subnet));
  return [
    ...balancers.map(
      (balancer) => `${inputOf(balancer, "internal") === true ? "internal" : "public"} load balancer`,
    ),
    ...(services.length > 0 ? [counted(services.length, "ECS service")] : []),
    ...proxies.map(() => "RDS Proxy"),
    ...stores,
  ];
}

/** Texts in lines of so many. */
const rows = (texts: readonly string[], wide: number): string[] =>
  Array.from({ length: Math.ceil(texts.length / wide) }, (_, row) =>
    texts.slice(row * wide, (row + 1) * wide).join(", "),
  );
