/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";
import { letIn, letOut } from "./security-group";
import type { Vpc } from "./vpc";

/** Ports on which the private tier may leave the VPC through the instance. */
const ports = [443, 8443];

/** Gives the private tier a way to the internet. Returns the public addresses that its traffic then comes from. */
export function nat(scope: Scope, vpc: Vpc): $util.Output<string>[] {
  const { nat: kind } = scope.config.network;
  if (kind === "instance") return [natInstance(scope, vpc)];
  const zones = kind === "single" ? vpc.subnets.public.slice(0, 1) : vpc.subnets.public;
  const gateways = zones.map((subnet, zone) => {
    const address = elasticIp(scope, `NatAddress${zone + 1}`);
    const { id } = new aws.ec2.NatGateway(
      scope.id(`Nat${zone + 1}`),
      { subnetId: subnet.id, allocationId: address.id },
      scope.options(),
    );
    return { id, address: address.publicIp };
  });
  for (const [zone, table] of vpc.privateRoutes.entries())
    defaultRoute(scope, zone, {
      routeTableId: table.id,
      natGatewayId: (gateways[zone] ?? gateways[0])?.id,
    });
  return gateways.map(({ address }) => address);
}

/** One small instance of fck-nat: a tenth of a gateway's price, and nobody but AWS's recovery to bring it back. */
function natInstance(scope: Scope, vpc: Vpc): $util.Output<string> {
  const ami = aws.ec2.getAmiOutput(
    {
      owners: ["568608671756"], // https://fck-nat.dev; SST's Vpc pins the same account
      filters: [
        { name: "name", values: ["fck-nat-al2023-*"] },
        { name: "architecture", values: ["arm64"] },
      ],
      mostRecent: true,
    },
    { provider: scope.options().provider },
  );
  const { id: groupId } = new aws.ec2.SecurityGroup(
    scope.id("NatGroup"),
    {
      vpcId: vpc.id,
      description: "NAT instance",
      tags: { Name: scope.names.network("nat") },
    },
    scope.options(),
  );
  const group = { name: "nat", id: groupId };
  for (const port of ports) {
    for (const [zone, subnet] of vpc.subnets.private.entries())
      letIn(scope, {
        thing: `PrivateSubnet${zone + 1}`,
        group,
        outside: { cidrIpv4: subnet.cidrBlock.apply(known) },
        port,
        why: "to be sent on to the internet",
      });
    letOut(scope, {
      thing: "Internet",
      group,
      outside: { cidrIpv4: "0.0.0.0/0" },
      port,
      why: "what the private subnets send",
    });
  }
  const instance = new aws.ec2.Instance(
    scope.id("Nat"),
    {
      ami: ami.id,
      instanceType: "t4g.nano",
      subnetId: vpc.subnets.public[0]?.id,
      vpcSecurityGroupIds: [groupId],
      sourceDestCheck: false,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true },
      tags: { Name: scope.names.network("nat") },
    },
    // A new image would replace the instance, and cut every connection, in whatever deploy came next.
    scope.options({ ignoreChanges: ["ami"] }),
  );
  const address = elasticIp(scope, "NatAddress", { instance: instance.id });
  for (const [zone, table] of vpc.privateRoutes.entries())
    defaultRoute(scope, zone, {
      routeTableId: table.id,
      networkInterfaceId: instance.primaryNetworkInterfaceId,
    });
  return address.publicIp;
}

const elasticIp = (scope: Scope, thing: string, args: aws.ec2.EipArgs = {}) =>
  new aws.ec2.Eip(scope.id(thing), { domain: "vpc", ...args }, scope.options());

const defaultRoute = (scope: Scope, zone: number, args: aws.ec2.RouteArgs) =>
  new aws.ec2.Route(
    scope.id(`PrivateRoute${zone + 1}`),
    { destinationCidrBlock: "0.0.0.0/0", ...args },
    scope.options(),
  );

function known(cidr: string | undefined): string {
  if (cidr === undefined) throw new TypeError("a subnet without an IPv4 range");
  return cidr;
}
