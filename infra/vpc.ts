/// <reference path="../.sst/platform/config.d.ts" />
import { type Subnets, subnetsOf } from "@signalbox/core/platform/subnets";
import { pascalCase, type Scope } from "./scope";

type Tier = keyof Subnets;

/** A VPC in three tiers over the zones of its region. */
export interface Vpc {
  readonly id: $util.Output<string>;
  readonly subnets: Readonly<Record<Tier, readonly aws.ec2.Subnet[]>>;
  /** One for each zone, so that a zone's NAT serves that zone alone. */
  readonly privateRoutes: readonly aws.ec2.RouteTable[];
  /** Has no way out of the VPC but gateway endpoints. */
  readonly dataRoutes: aws.ec2.RouteTable;
}

/** Creates the VPC, its subnets and its route tables; the way out of the private tier is infra/nat's. */
export function vpc(scope: Scope): Vpc {
  const { cidr, zones } = scope.region;
  const { id } = new aws.ec2.Vpc(
    scope.id("Vpc"),
    {
      cidrBlock: cidr,
      enableDnsHostnames: true, // interface endpoints answer under the services' own names only with both
      enableDnsSupport: true,
      tags: { Name: scope.names.prefix },
    },
    scope.options(),
  );
  // Nothing uses the group that AWS makes with each VPC; managed without rules, it lets nothing through.
  new aws.ec2.DefaultSecurityGroup(scope.id("DefaultGroup"), { vpcId: id }, scope.options());

  const gateway = new aws.ec2.InternetGateway(scope.id("InternetGateway"), { vpcId: id }, scope.options());
  const zoneNames = zoneNamesOf(scope);
  const routes = (thing: string) =>
    new aws.ec2.RouteTable(
      scope.id(thing),
      { vpcId: id, tags: { Name: scope.names.network(thing) } },
      scope.options(),
    );
  const publicRoutes = routes("PublicRoutes");
  new aws.ec2.Route(
    scope.id("PublicRoute"),
    { routeTableId: publicRoutes.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
    scope.options(),
  );
  const dataRoutes = routes("DataRoutes");
  const privateRoutes = Array.from({ length: zones }, (_, zone) => routes(`PrivateRoutes${zone + 1}`));

  const cidrs = subnetsOf(cidr, zones);
  const tier = (name: Tier, tablesOf: (zone: number) => aws.ec2.RouteTable | undefined) =>
    cidrs[name].map((cidrBlock, zone) => {
      const thing = `${pascalCase(name)}Subnet${zone + 1}`;
      const subnet = new aws.ec2.Subnet(
        scope.id(thing),
        {
          vpcId: id,
          cidrBlock,
          availabilityZone: zoneNames.apply((names) => zoneAt(names, zone, scope.region.region)),
          mapPublicIpOnLaunch: false,
          tags: { Name: scope.names.network(`${name}-${zone + 1}`) },
        },
        scope.options(),
      );
      const table = tablesOf(zone);
      if (table)
        new aws.ec2.RouteTableAssociation(
          scope.id(`${thing}Routes`),
          { subnetId: subnet.id, routeTableId: table.id },
          scope.options(),
        );
      return subnet;
    });

  return {
    id,
    subnets: {
      public: tier("public", () => publicRoutes),
      private: tier("private", (zone) => privateRoutes[zone]),
      data: tier("data", () => dataRoutes),
    },
    privateRoutes,
    dataRoutes,
  };
}

/** Names of the region's availability zones; local and wavelength zones, which an account opts into, left out. */
const zoneNamesOf = (scope: Scope) =>
  aws.getAvailabilityZonesOutput(
    {
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    },
    { provider: scope.options().provider },
  ).names;

function zoneAt(names: readonly string[], zone: number, region: string): string {
  const name = names[zone];
  if (name === undefined) throw new RangeError(`${region} offers ${names.length} zones, not ${zone + 1}`);
  return name;
}
