/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";

/** A security group, with the name under which rules speak of it. */
export interface Member {
  readonly name: string;
  readonly id: $util.Output<string>;
}

/** A group that lets nothing in and nothing out. Its description can never be changed: that would replace it. */
export function securityGroup(
  scope: Scope,
  vpcId: $util.Input<string>,
  name: string,
  description: string,
): Member {
  const { id } = new aws.ec2.SecurityGroup(
    scope.id(`${pascalCase(name)}Group`),
    { vpcId, description, tags: { Name: scope.names.network(name) } },
    scope.options({ retainOnDelete: scope.config.permanent }), // what is kept still uses it
  );
  return { name, id };
}

export interface Way {
  readonly from: Member;
  readonly to: Member;
  /** TCP. */
  readonly port: number;
  readonly why: string;
}

/** Lets one group reach another: a rule at each end, for a group's way out is closed as well. */
export function letReach(scope: Scope, { from, to, port, why }: Way) {
  const id = scope.id(`${pascalCase(from.name)}To${pascalCase(to.name)}${port}`);
  const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port, description: why };
  new aws.vpc.SecurityGroupIngressRule(
    `${id}In`,
    { ...tcp, securityGroupId: to.id, referencedSecurityGroupId: from.id },
    scope.options(),
  );
  new aws.vpc.SecurityGroupEgressRule(
    `${id}Out`,
    { ...tcp, securityGroupId: from.id, referencedSecurityGroupId: to.id },
    scope.options(),
  );
}

/** Somewhere that has no security group. */
export type Outside =
  | { readonly cidrIpv4: $util.Input<string> }
  | { readonly prefixListId: $util.Input<string> };

/** `thing` names the rule's resource. */
export interface Opening {
  readonly thing: string;
  readonly group: Member;
  readonly outside: Outside;
  readonly port: number;
  readonly why: string;
}

export function letIn(scope: Scope, { thing, group, outside, port, why }: Opening) {
  new aws.vpc.SecurityGroupIngressRule(
    scope.id(`${thing}To${pascalCase(group.name)}${port}`),
    {
      securityGroupId: group.id,
      ...outside,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description: why,
    },
    scope.options(),
  );
}

export function letOut(scope: Scope, { thing, group, outside, port, why }: Opening) {
  new aws.vpc.SecurityGroupEgressRule(
    scope.id(`${pascalCase(group.name)}To${thing}${port}`),
    {
      securityGroupId: group.id,
      ...outside,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description: why,
    },
    scope.options(),
  );
}
