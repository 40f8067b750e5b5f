import type { Graph, Resource } from "../../../scripts/synth/graph.ts";
import type { InfraPromise } from "../promise.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { textsOf } from "../view/values.ts";

/** Where each kind says which subnets it lives in. */
const subnetsOf: Readonly<Record<string, (one: Resource) => readonly string[]>> = {
  "aws:ecs/service:Service": (one) => textsOf(valueIn(one, "networkConfiguration.subnets")),
  "aws:lambda/function:Function": (one) => textsOf(valueIn(one, "vpcConfig.subnetIds")),
  "aws:rds/subnetGroup:SubnetGroup": (one) => textsOf(valueIn(one, "subnetIds")),
  "aws:rds/proxy:Proxy": (one) => textsOf(valueIn(one, "vpcSubnetIds")),
  "aws:elasticache/subnetGroup:SubnetGroup": (one) => textsOf(valueIn(one, "subnetIds")),
  "aws:efs/mountTarget:MountTarget": (one) => textsOf(valueIn(one, "subnetId")),
  "aws:lb/loadBalancer:LoadBalancer": (one) =>
    valueIn(one, "internal") === true ? textsOf(valueIn(one, "subnets")) : [],
};

export const privateSubnets: InfraPromise = {
  name: "tasks, functions and stores live in private subnets, without public addresses",
  check: (graph) => {
    const reachable = publicSubnets(graph);
    return [
      ...graph.resources.flatMap((one) =>
        (subnetsOf[one.type]?.(one) ?? [])
          .filter((subnet) => reachable.has(subnet))
          .map((subnet) => wrong(one, `is in public subnet ${subnet}`)),
      ),
      ...ofType(graph, "aws:ecs/service:Service")
        .filter(
          (service) =>
            valueIn(service, "networkConfiguration.assignPublicIp") === true ||
            textsOf(valueIn(service, "networkConfiguration.subnets")).length === 0,
        )
        .map((service) => wrong(service, "gives its tasks public addresses")),
    ];
  },
};

/** Subnets that have a route to an internet gateway, or hand out public addresses. */
function publicSubnets(graph: Graph): Set<string> {
  const gateways = new Set(ofType(graph, "aws:ec2/internetGateway:InternetGateway").map(({ id }) => id));
  const tables = new Set(
    ofType(graph, "aws:ec2/route:Route")
      .filter((route) => gateways.has(String(valueIn(route, "gatewayId"))))
      .map((route) => valueIn(route, "routeTableId")),
  );
  return new Set([
    ...ofType(graph, "aws:ec2/routeTableAssociation:RouteTableAssociation")
      .filter((association) => tables.has(valueIn(association, "routeTableId")))
      .map((association) => String(valueIn(association, "subnetId"))),
    ...ofType(graph, "aws:ec2/subnet:Subnet")
      .filter((subnet) => valueIn(subnet, "mapPublicIpOnLaunch") === true)
      .map(({ id }) => id),
  ]);
}
