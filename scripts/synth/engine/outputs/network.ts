import type { Made, Table } from "../made.ts";

/** EC2 gives nearly everything an id of a prefix and 17 hexadecimal digits. */
const ec2 =
  (prefix: string, kind?: string) =>
  (made: Made): { id: string; arn?: string } => {
    const id = `${prefix}-0${made.hex(16)}`;
    return kind === undefined ? { id } : { id, arn: made.arn("ec2", `${kind}/${id}`) };
  };

export const network: Table = {
  "aws:ec2/vpc:Vpc": (made) => ({
    ...ec2("vpc", "vpc")(made),
    defaultSecurityGroupId: `sg-0${made.hex(16, "group")}`,
    defaultNetworkAclId: `acl-0${made.hex(16, "acl")}`,
    defaultRouteTableId: `rtb-0${made.hex(16, "routes")}`,
    mainRouteTableId: `rtb-0${made.hex(16, "routes")}`,
    dhcpOptionsId: `dopt-0${made.hex(16, "dhcp")}`,
    ownerId: made.account,
  }),
  "aws:ec2/subnet:Subnet": (made) => ({ ...ec2("subnet", "subnet")(made), ownerId: made.account }),
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
  "aws:ec2/natGateway:NatGateway": (made) => ({
    ...ec2("nat", "natgateway")(made),
    networkInterfaceId: `eni-0${made.hex(16, "interface")}`,
  }),
  "aws:ec2/eip:Eip": (made) => {
    const id = `eipalloc-0${made.hex(16)}`;
    return {
      id,
      allocationId: id,
      arn: made.arn("ec2", `elastic-ip/${id}`),
      publicIp: `203.0.113.${Number(`0x${made.hex(2)}`)}`,
    };
  },
  "aws:ec2/eipAssociation:EipAssociation": ec2("eipassoc"),
  "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table"),
  "aws:ec2/defaultRouteTable:DefaultRouteTable": ec2("rtb", "route-table"),
  "aws:ec2/route:Route": (made) => ({ id: `r-${made.text("routeTableId")}${made.digits(10)}` }),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2("rtbassoc"),
  "aws:ec2/networkAcl:NetworkAcl": ec2("acl", "network-acl"),
  "aws:ec2/securityGroup:SecurityGroup": (made) => ({
    ...ec2("sg", "security-group")(made),
    ownerId: made.account,
  }),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
  "aws:ec2/securityGroupRule:SecurityGroupRule": (made) => ({
    id: `sgrule-${made.digits(10)}`,
    securityGroupRuleId: `sgr-0${made.hex(16)}`,
  }),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (made) => {
    const { id, arn } = ec2("sgr", "security-group-rule")(made);
    return { id, arn, securityGroupRuleId: id };
  },
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (made) => {
    const { id, arn } = ec2("sgr", "security-group-rule")(made);
    return { id, arn, securityGroupRuleId: id };
  },
  "aws:ec2/vpcEndpoint:VpcEndpoint": (made) => ({
    ...ec2("vpce", "vpc-endpoint")(made),
    prefixListId: `pl-${made.hex(8)}`,
    networkInterfaceIds: [`eni-0${made.hex(16, "interface")}`],
    dnsEntries: [
      {
        dnsName: `vpce-0${made.hex(16)}.${String(made.inputs.serviceName).split(".").at(-1)}.${made.region}.vpce.amazonaws.com`,
        hostedZoneId: `Z${made.hex(13).toUpperCase()}`,
      },
    ],
  }),
  "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log"),
  "aws:ec2/networkInterface:NetworkInterface": ec2("eni", "network-interface"),
  "aws:ec2/instance:Instance": (made) => ({
    ...ec2("i", "instance")(made),
    primaryNetworkInterfaceId: `eni-0${made.hex(16, "interface")}`,
    privateIp: "10.0.0.10",
  }),
  "aws:ec2/launchTemplate:LaunchTemplate": (made) => ({
    ...ec2("lt", "launch-template")(made),
    latestVersion: 1,
    defaultVersion: 1,
  }),
  "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ec2("pcx", "vpc-peering-connection"),
  "aws:autoscaling/group:Group": (made) => ({
    id: made.named(),
    name: made.named(),
    arn: made.arn("autoscaling", `autoScalingGroup:${made.uuid()}:autoScalingGroupName/${made.named()}`),
  }),
  "aws:servicediscovery/httpNamespace:HttpNamespace": (made) => {
    const id = `ns-${made.word(16)}`;
    return { id, arn: made.arn("servicediscovery", `namespace/${id}`), httpName: made.named() };
  },
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": (made) => {
    const id = `ns-${made.word(16)}`;
    return {
      id,
      arn: made.arn("servicediscovery", `namespace/${id}`),
      hostedZone: `Z${made.hex(13).toUpperCase()}`,
    };
  },
};
